/**
 * A value that a query parameter may have.
 * @public
 */
export type SqlParameter =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date;

/**
 * Rows to be written. Columns are matched by name (case-sensitive); a missing optional column is null,
 * an unknown one is refused.
 *
 * - `sql`: a SELECT that runs in the lakehouse's own DuckDB. It is trusted: never build it from what a person sent.
 *   Parameters are written `$name`.
 * - `rows`: objects by column name. long, decimal: number, bigint or decimal string; date, time, timestamp:
 *   ISO string or Date; uuid: string; binary, fixed: Uint8Array; struct: object; list: array; map: Map or pairs.
 * - `columns`: arrays of equal length by column name, values as in `rows`.
 * @public
 */
export type RowSource =
  | { sql: string; parameters?: Record<string, SqlParameter> }
  | { rows: ReadonlyArray<Readonly<Record<string, unknown>>> }
  | { columns: Readonly<Record<string, ReadonlyArray<unknown>>> };
