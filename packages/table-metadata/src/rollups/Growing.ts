/** A typed array that grows as numbers are added. */
export class Growing<T extends Float64Array | Uint32Array | BigInt64Array> {
  #array: T;
  #create: (length: number) => T;
  length = 0;

  constructor(create: (length: number) => T) {
    this.#create = create;
    this.#array = create(256);
  }

  push(value: T[number]): void {
    if (this.length === this.#array.length) {
      const larger = this.#create(this.length * 2);
      (larger as Float64Array).set(this.#array as Float64Array);
      this.#array = larger;
    }
    this.#array[this.length++] = value;
  }

  /** A copy of exactly what was added. */
  toArray(): T {
    return this.#array.slice(0, this.length) as T;
  }
}
