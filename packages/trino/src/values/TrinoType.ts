/**
 * Type of a column, as the protocol's type signature gives it.
 * @see https://trino.io/docs/current/language/types.html
 */
export type TrinoType =
  | {
      kind: 'scalar';
      /** Without parameters, lower case: `decimal`. */
      base: string;
      /** `[9, 2]` of `decimal(9,2)`. */
      parameters?: number[];
    }
  | { kind: 'array'; element: TrinoType }
  | { kind: 'map'; key: TrinoType; value: TrinoType }
  | { kind: 'row'; fields: Array<{ name?: string; type: TrinoType }> };

/** A column of a result. */
export interface TrinoColumn {
  name: string;
  /** As Trino writes it: `decimal(9,2)`, `array(row(a bigint))`. */
  typeText: string;
  type: TrinoType;
}
