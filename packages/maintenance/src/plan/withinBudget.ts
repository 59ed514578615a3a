import type { RewriteDataFilesUnit } from '../model';

/** The units that fit, those with most gain first as they come; and how many don't. */
export function withinBudget(
  units: RewriteDataFilesUnit[],
  maxBytes: bigint | undefined,
): { taken: RewriteDataFilesUnit[]; left: number } {
  if (maxBytes === undefined) {
    return { taken: units, left: 0 };
  }
  let bytes = 0n;
  const taken = units.filter(({ predicted }) => {
    const next = bytes + BigInt(predicted.rewrittenBytes);
    if (next > maxBytes) {
      return false;
    }
    bytes = next;
    return true;
  });
  return { taken, left: units.length - taken.length };
}
