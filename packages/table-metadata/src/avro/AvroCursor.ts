import { AvroFormatError } from '../errors';

/** Items that take no bytes (nulls, empty records) in one file: more is an attack on our time. */
const MAX_EMPTY_ITEMS = 1_000_000;

/**
 * Reads Avro's binary encoding from a block of bytes. Every step is checked against the end of the block.
 */
export class AvroCursor {
  position = 0;
  readonly #bytes: Buffer;
  readonly #offset: number;
  readonly #isCompressed: boolean;
  #emptyItems = 0;

  /**
   * @param bytes - The block, unpacked.
   * @param place - `offset`: where the block starts in the file; `isCompressed`: then no finer place can be told.
   */
  constructor(
    bytes: Uint8Array,
    place: { offset: number; isCompressed: boolean },
  ) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = place.offset;
    this.#isCompressed = place.isCompressed;
  }

  get remaining(): number {
    return this.#bytes.length - this.position;
  }

  /** An `int`: at most 5 bytes. */
  readInt(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
    throw this.error('an int of more than 5 bytes');
  }

  /** A `long`, exactly. */
  readLong(): bigint {
    let value = 0;
    let factor = 1;
    for (let count = 0; count < 7; count++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80)
        return BigInt(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
      factor *= 128;
    }
    let big = BigInt(value);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.#byte();
      big |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        const unsigned = BigInt.asUintN(64, big);
        return BigInt.asIntN(64, (unsigned >> 1n) ^ -(unsigned & 1n));
      }
    }
    throw this.error('a long of more than 10 bytes');
  }

  readBoolean(): boolean {
    return this.#byte() !== 0;
  }

  readFloat(): number {
    const at = this.#take(4);
    return this.#bytes.readFloatLE(at);
  }

  readDouble(): number {
    const at = this.#take(8);
    return this.#bytes.readDoubleLE(at);
  }

  /** A view, not a copy: it keeps the block alive. */
  readBytes(length = this.#length()): Uint8Array {
    const at = this.#take(length);
    return new Uint8Array(
      this.#bytes.buffer,
      this.#bytes.byteOffset + at,
      length,
    );
  }

  readString(): string {
    const length = this.#length();
    const at = this.#take(length);
    return this.#bytes.toString('utf8', at, at + length);
  }

  skip(length: number): void {
    this.#take(length);
  }

  skipBytes(): void {
    this.#take(this.#length());
  }

  skipVarint(): void {
    for (let count = 0; count < 10; count++) if (this.#byte() < 0x80) return;
    throw this.error('a number of more than 10 bytes');
  }

  /**
   * Head of a block of an array or map: number of items, 0 at the end. A negative number in the file is followed by the
   * size of the block in bytes.
   *
   * @param minBytes - Fewest bytes that one item takes.
   */
  readBlockHead(minBytes: number): { count: number; sizeBytes?: number } {
    const stated = Number(this.readLong());
    const sizeBytes = stated < 0 ? this.#length() : undefined;
    const count = Math.abs(stated);
    if (
      minBytes > 0
        ? count * minBytes > this.remaining
        : !this.#allowEmpty(count)
    ) {
      throw this.error(
        `${count} items are announced, but only ${this.remaining} bytes follow`,
      );
    }
    if (sizeBytes !== undefined && sizeBytes > this.remaining)
      throw this.error('a block of items goes beyond the end');
    return sizeBytes === undefined ? { count } : { count, sizeBytes };
  }

  /** An error that says where. */
  error(problem: string): AvroFormatError {
    const offset = this.#isCompressed
      ? this.#offset
      : this.#offset + this.position;
    const where = this.#isCompressed
      ? `in the block at byte ${offset}`
      : `at byte ${offset}`;
    return new AvroFormatError(`Damaged Avro file ${where}: ${problem}`, {
      offset,
    });
  }

  #allowEmpty(count: number): boolean {
    this.#emptyItems += count;
    return this.#emptyItems <= MAX_EMPTY_ITEMS;
  }

  #length(): number {
    const length = Number(this.readLong());
    if (length < 0 || length > this.remaining)
      throw this.error(
        `a length of ${length}, but ${this.remaining} bytes follow`,
      );
    return length;
  }

  #take(length: number): number {
    const at = this.position;
    if (length > this.#bytes.length - at)
      throw this.error('it ends in the middle of a value');
    this.position = at + length;
    return at;
  }

  #byte(): number {
    if (this.position >= this.#bytes.length)
      throw this.error('it ends in the middle of a value');
    return this.#bytes[this.position++];
  }
}
