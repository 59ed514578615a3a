import { bySequenceNumber, firstFrom } from '../scan/sequenceNumbers';
import type { RollupDelete } from '../rollups/ManifestRollup';

/** Delete files, of which those with at least a certain sequence number apply. */
export class SequencedDeletes {
  readonly #items: Array<{ sequenceNumber: bigint; recordCount: bigint }> = [];
  /** Records of an item and all after it. */
  #recordsFrom: bigint[] | undefined;

  add({ sequenceNumber, recordCount }: RollupDelete): void {
    this.#items.push({ sequenceNumber, recordCount });
    this.#recordsFrom = undefined;
  }

  /** Delete files with at least this sequence number. */
  countFrom(least: bigint): number {
    if (this.#items.length === 0) return 0;
    this.#prepare();
    return this.#items.length - firstFrom(this.#items, least);
  }

  /** What those claim to delete, in records. */
  recordsFrom(least: bigint): bigint {
    if (this.#items.length === 0) return 0n;
    return this.#prepare()[firstFrom(this.#items, least)] ?? 0n;
  }

  #prepare(): bigint[] {
    if (this.#recordsFrom) return this.#recordsFrom;
    this.#items.sort(bySequenceNumber);
    const records = new Array<bigint>(this.#items.length);
    let sum = 0n;
    for (let index = this.#items.length - 1; index >= 0; index--) {
      sum += this.#items[index].recordCount;
      records[index] = sum;
    }
    this.#recordsFrom = records;
    return records;
  }
}
