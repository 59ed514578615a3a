import type { Bound } from './filesPerPoint';

type Sorted = ArrayLike<Bound>;

/** Two sorted lists of the same kind as one. */
export function mergeSorted(one: Sorted, other: Sorted): Sorted {
  const length = one.length + other.length;
  const result: Bound[] | Float64Array =
    one instanceof Float64Array && other instanceof Float64Array
      ? new Float64Array(length)
      : new Array<Bound>(length);
  let left = 0;
  let right = 0;
  for (let place = 0; place < length; place++) {
    const takesLeft =
      right >= other.length || (left < one.length && one[left] <= other[right]);
    result[place] = takesLeft ? one[left++] : other[right++];
  }
  return result;
}
