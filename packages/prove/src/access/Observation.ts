/** What a user met with a column or table. */
export type Observation =
  /** `PERMISSION_DENIED`; the message is Trino's. */
  | { kind: 'refused'; message: string }
  /** The stored values. */
  | { kind: 'stored'; detail: string }
  /** Other values than the stored ones. */
  | { kind: 'other'; detail: string }
  /** Some of the rows, and not all. */
  | { kind: 'fewer'; detail: string }
  /** No error, and nothing that could be compared; why. */
  | { kind: 'nothing'; detail: string }
  /** A row was written, or would have been. */
  | { kind: 'written'; detail: string };
