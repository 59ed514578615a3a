/**
 * What a wanted field must be. `number` and `bigint` accept int and long; `…ById` accept a list of records of key and
 * value, or an Avro map with the key as text; `any` takes what was written. A record that may be written `orByName` can also
 * be a map, or a list of records of key and value, from the names of its fields to values of the type `any`.
 */
export type ProjectedType =
  | 'any'
  | 'bigint'
  | 'bigints'
  | 'bigintsById'
  | 'boolean'
  | 'bytes'
  | 'bytesById'
  | 'number'
  | 'numbers'
  | 'string'
  | { record: RecordProjection; orByName?: boolean }
  | { records: RecordProjection };

/**
 * A field that is wanted. What is not wanted is skipped without being decoded: statistics are most of a manifest.
 */
export interface ProjectedField {
  /** Iceberg's field id; decides where the writer gave ids. */
  id?: number;
  /** Names that decide where the writer gave no id to the field. */
  names: string[];
  type: ProjectedType;
  /** Of `bytesById`: decode only the first one and those of these ids. */
  only?: ReadonlySet<number>;
  /** Of `bytesById`: takes all ids that occur. */
  seen?: Set<number>;
}

/** The wanted fields; a decoded record is the list of their values, in this order. */
export type RecordProjection = readonly ProjectedField[];
