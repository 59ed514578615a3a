import { LimitExceededError } from '../errors';

/** Columns of any table, those of its past included. A `Set` itself ends, with an error of no use, at 16 million. */
export const MAX_FIELD_IDS = 1_000_000;

/** Ids of fields, of which a hostile manifest may name any number. */
export class FieldIds implements Iterable<number> {
  readonly #ids = new Set<number>();

  get size(): number {
    return this.#ids.size;
  }

  /** @throws LimitExceededError */
  add(id: number): void {
    this.#ids.add(id);
    if (this.#ids.size > MAX_FIELD_IDS)
      throw new LimitExceededError(
        `There are bounds of more than ${MAX_FIELD_IDS} columns`,
      );
  }

  has(id: number): boolean {
    return this.#ids.has(id);
  }

  [Symbol.iterator](): Iterator<number> {
    return this.#ids[Symbol.iterator]();
  }
}
