/** So few are sorted. */
const FEW = 256;
const BINS = 256;

/**
 * The number at this place of the sorted list, without sorting it: it lies in one of 256 equal parts of the range, and
 * only that part is looked at further.
 *
 * @param numbers - Not NaN, not infinite.
 * @param rank - From 0, below the number of numbers.
 */
export function selectRank(numbers: Float64Array, rank: number): number {
  if (numbers.length <= FEW) return numbers.slice().sort()[rank];
  let min = numbers[0];
  let max = min;
  for (const number of numbers) {
    if (number < min) min = number;
    if (number > max) max = number;
  }
  if (min === max) return min;
  // The smallest falls into the first part and the largest into the last: each part is smaller than the whole.
  const scale = BINS / (max - min);
  const counts = new Uint32Array(BINS);
  for (const number of numbers) counts[binOf(number, min, scale)]++;
  let before = 0;
  let bin = 0;
  while (rank >= before + counts[bin]) before += counts[bin++];
  const part = new Float64Array(counts[bin]);
  let end = 0;
  for (const number of numbers)
    if (binOf(number, min, scale) === bin) part[end++] = number;
  return selectRank(part, rank - before);
}

function binOf(number: number, min: number, scale: number): number {
  return Math.min(BINS - 1, Math.floor((number - min) * scale));
}
