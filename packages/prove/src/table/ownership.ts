/** Trino's comment of every table that a proof makes: who may drop it, and from when on. */
const COMMENT =
  /^Made by "lakehouse prove" \(run ([0-9a-f]{10}) at (\d{4}-\d\d-\d\dT[\d:.]+Z)\); may be dropped$/;

/** Whose table it is. */
export interface Ownership {
  run: string;
  madeAt: Date;
}

/** The comment of a table of this run. */
export function ownershipComment({ run, madeAt }: Ownership): string {
  return `Made by "lakehouse prove" (run ${run} at ${madeAt.toISOString()}); may be dropped`;
}

/** @returns undefined for the comment of somebody else's table. */
export function readOwnership(comment: unknown): Ownership | undefined {
  const [, run, time] =
    (typeof comment === 'string' && COMMENT.exec(comment)) || [];
  const madeAt = new Date(time ?? NaN);
  return run === undefined || Number.isNaN(madeAt.getTime())
    ? undefined
    : { run, madeAt };
}
