/** Columns grow by parts, so that nothing is copied and little is empty. */
export const PART_BITS = 13;
export const PART = 1 << PART_BITS;
export const PART_MASK = PART - 1;

/** A growing column of numbers, 8 bytes each. */
export class NumberColumn {
  readonly #parts: Float64Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const place = this.#length++;
    if ((place & PART_MASK) === 0) this.#parts.push(new Float64Array(PART));
    this.#parts[place >> PART_BITS][place & PART_MASK] = value;
  }

  at(index: number): number {
    return this.#parts[index >> PART_BITS][index & PART_MASK];
  }
}
