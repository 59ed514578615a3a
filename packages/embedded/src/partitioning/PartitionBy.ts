/**
 * One partition field to be created.
 * @public
 */
export interface PartitionBy {
  /** Full path of the source column. */
  column: string;
  /** `identity` (when left out), `year`, `month`, `day`, `hour`, `bucket[N]`, `truncate[W]`, `void`. */
  transform?: string;
  /** As Java names it when left out: `ts_day`, `id_bucket`, `name_trunc`, or the column's own name. */
  name?: string;
}

/**
 * One step of a partition evolution.
 * @public
 */
export type PartitionChange =
  | ({ change: 'add' } & PartitionBy)
  /** By the field's name. */
  | { change: 'remove'; name: string }
  | { change: 'rename'; name: string; newName: string };
