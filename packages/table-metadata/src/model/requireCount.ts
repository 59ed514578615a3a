/**
 * A number of things that a caller asks for. What is no such number must not be taken for one: a limit of NaN is never
 * reached, and a pool of -1 threads never has room.
 *
 * @throws RangeError when it is not a whole number from `least`.
 */
export function requireCount(
  name: string,
  value: number | undefined,
  least: number,
): void {
  if (value === undefined || value === Number.POSITIVE_INFINITY) return;
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(
    `${name} must be a whole number from ${least}, not ${value}`,
  );
}
