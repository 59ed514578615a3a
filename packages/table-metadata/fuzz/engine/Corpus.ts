import { type FuzzInput, inputSize } from './FuzzInput';
import type { Random } from './Random';

interface Entry {
  input: FuzzInput;
  size: number;
  /** Features that this entry is the smallest to reach. */
  owned: number;
  isNew: boolean;
}

/**
 * The inputs of one target that are worth to be changed further: for each feature of the coverage the smallest one
 * that reached it. An entry that owns no feature any more is dropped, so that the corpus stays minimal.
 */
export class Corpus {
  #entries: Entry[] = [];
  readonly #owners = new Map<number, Entry>();

  get size(): number {
    return this.#entries.length;
  }

  /** Distinct places, however often passed. */
  places(): Set<number> {
    const ids = new Set<number>();
    for (const feature of this.#owners.keys()) ids.add(feature >>> 3);
    return ids;
  }

  /** Inputs that were added since the last call and are still there. */
  takeNew(): FuzzInput[] {
    const fresh = this.#entries.filter(({ isNew }) => isNew);
    for (const entry of fresh) entry.isNew = false;
    return fresh.map(({ input }) => input);
  }

  /** Keeps an input that reaches something new, or the same with much fewer bytes. */
  add(input: FuzzInput, features: number[]): void {
    const entry: Entry = {
      input,
      size: inputSize(input),
      owned: 0,
      isNew: true,
    };
    for (const feature of features) {
      const owner = this.#owners.get(feature);
      // Much smaller only: otherwise entries would take features from each other all the time.
      if (owner && entry.size > owner.size * 0.75) continue;
      if (owner) owner.owned--;
      this.#owners.set(feature, entry);
      entry.owned++;
    }
    // The first one stays in any case: there must be something to change.
    if (this.#entries.length === 0) entry.owned++;
    if (entry.owned > 0) {
      this.#entries.push(entry);
      this.#entries = this.#entries.filter(({ owned }) => owned > 0);
    }
  }

  /** New entries are tried more often than old ones. */
  pick(random: Random): FuzzInput {
    const entries = this.#entries;
    const from = random.chance(0.3) ? Math.max(0, entries.length - 12) : 0;
    return entries[from + random.below(entries.length - from)].input;
  }
}
