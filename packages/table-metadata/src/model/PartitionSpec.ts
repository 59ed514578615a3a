/**
 * How a table is divided into partitions.
 * @see https://iceberg.apache.org/spec/#partition-specs
 * @public
 */
export interface PartitionSpec {
  specId: number;
  /** Empty for an unpartitioned table. */
  fields: PartitionField[];
}

/**
 * One field of a partition tuple.
 * @public
 */
export interface PartitionField {
  /** Ids of the source columns; more than one for multi-argument transforms (v3). */
  sourceIds: number[];
  /** Id of the partition field. Format version 1 may leave it out: 1000 upwards in order. */
  fieldId: number;
  name: string;
  /** As the specification spells it: `identity`, `bucket[16]`, `day`, `void`, …; unknown ones are kept. */
  transform: string;
  /** As the metadata writes it, where that differs: `days`, `VOID`. */
  transformAsWritten?: string;
}
