import { type FuzzInput, inputSize } from './FuzzInput';

/**
 * Makes an input smaller as long as it keeps its trouble: whole files go first, then ever smaller pieces of each file.
 *
 * @param isSame - Whether a smaller input still shows the same finding.
 * @param budget - Tries.
 */
export async function minimize(
  start: FuzzInput,
  isSame: (input: FuzzInput) => Promise<boolean>,
  budget: number,
): Promise<FuzzInput> {
  let best = start;
  let tries = budget;
  const attempt = async (files: Map<string, Uint8Array>): Promise<boolean> => {
    if (tries-- <= 0) return false;
    const input = { target: start.target, files };
    if (inputSize(input) >= inputSize(best) || !(await isSame(input)))
      return false;
    best = input;
    return true;
  };
  for (const name of [...best.files.keys()]) {
    const files = new Map(best.files);
    files.delete(name);
    await attempt(files);
  }
  for (const name of [...best.files.keys()]) {
    const length = best.files.get(name)?.length ?? 0;
    for (
      let piece = Math.max(1, length >>> 1);
      piece > 0 && tries > 0;
      piece >>>= 1
    ) {
      let at = 0;
      while (tries > 0) {
        const bytes: Uint8Array | undefined = best.files.get(name);
        if (!bytes || at >= bytes.length) break;
        const shorter = Buffer.concat([
          bytes.subarray(0, at),
          bytes.subarray(at + piece),
        ]);
        if (!(await attempt(new Map(best.files).set(name, shorter))))
          at += piece;
      }
    }
  }
  return best;
}
