/** What must hold of the reader, whatever it reads, did not hold. */
export class OracleViolation extends Error {
  /** Short and stable: findings of one kind and place count as one. */
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.name = 'OracleViolation';
    this.kind = kind;
  }
}

/** Throws when a statement about the reader does not hold. */
export function must(
  holds: boolean,
  kind: string,
  message: () => string,
): asserts holds {
  if (!holds) throw new OracleViolation(kind, message());
}
