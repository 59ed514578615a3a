/**
 * Type of a column as a caller writes it: a primitive in the spelling of the Iceberg specification
 * (`long`, `decimal(9,2)`, `fixed[16]`, `timestamptz`), or a nested type.
 * @public
 */
export type ColumnType =
  | string
  | { struct: ColumnSpec[] }
  | { list: ColumnType; elementRequired?: boolean }
  | { map: { key: ColumnType; value: ColumnType }; valueRequired?: boolean };

/**
 * A column to be created, or a field of a struct.
 * @public
 */
export interface ColumnSpec {
  name: string;
  type: ColumnType;
  /** False when left out: the column may hold nulls. */
  required?: boolean;
  doc?: string;
}
