/** What applies by its sequence number. */
export interface Sequenced {
  sequenceNumber: bigint;
}

/** Orders by sequence number, lowest first. */
export function bySequenceNumber(a: Sequenced, b: Sequenced): number {
  if (a.sequenceNumber === b.sequenceNumber) return 0;
  return a.sequenceNumber < b.sequenceNumber ? -1 : 1;
}

/** Index of the first item with at least this sequence number. @param list - In order. */
export function firstFrom(list: readonly Sequenced[], least: bigint): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle].sequenceNumber < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
