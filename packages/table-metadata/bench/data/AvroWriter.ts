/**
 * Writes values as Avro does, one after the other, into memory that grows. Only for making benchmark tables, some
 * millions of entries of which a general writer would take minutes for.
 */
export class AvroWriter {
  #bytes = Buffer.alloc(64 * 1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What was written since the last call. It is valid until the next write. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** Not negative, at most 2^52. */
  long(value: number): void {
    this.#reserve(10);
    let rest = value * 2;
    while (rest >= 128) {
      this.#bytes[this.#length++] = rest % 128 | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  bigLong(value: bigint): void {
    this.#reserve(10);
    let rest = value * 2n;
    while (rest >= 128n) {
      this.#bytes[this.#length++] = Number(rest % 128n) | 0x80;
      rest /= 128n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  /** ASCII. */
  text(value: string): void {
    this.long(value.length);
    this.#reserve(value.length);
    this.#length += this.#bytes.write(value, this.#length, 'latin1');
  }

  bytes(value: Uint8Array): void {
    this.long(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.alloc((this.#length + more) * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
