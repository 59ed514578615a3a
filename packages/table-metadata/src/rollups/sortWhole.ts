const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
/** Below this, comparing is quicker than counting. */
const FEW = 512;

/**
 * Sorts whole numbers that are not negative. Those below 2^32, which sizes of files are, by their digits: in a fraction
 * of the time that comparing takes.
 */
export function sortWhole(numbers: Float64Array): Float64Array {
  let max = 0;
  for (const number of numbers) if (number > max) max = number;
  if (numbers.length < FEW || max >= 2 ** 32) return numbers.slice().sort();
  let from = new Uint32Array(numbers);
  let to = new Uint32Array(numbers.length);
  const starts = new Uint32Array(DIGITS);
  for (let shift = 0; shift < 32 && max >= 2 ** shift; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let index = 0; index < from.length; index++)
      starts[(from[index] >>> shift) & (DIGITS - 1)]++;
    let start = 0;
    for (let digit = 0; digit < DIGITS; digit++) {
      const count = starts[digit];
      starts[digit] = start;
      start += count;
    }
    for (let index = 0; index < from.length; index++) {
      const number = from[index];
      to[starts[(number >>> shift) & (DIGITS - 1)]++] = number;
    }
    [from, to] = [to, from];
  }
  return new Float64Array(from);
}
