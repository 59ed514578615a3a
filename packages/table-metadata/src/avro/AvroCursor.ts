import { CorruptMetadataError } from '../errors';

/**
 * Items that take no bytes (nulls, empty records) and may still occur in a file: any number of them would fit, so a
 * large one is an attack on our time.
 */
export interface EmptyItemBudget {
  left: number;
  /** Items of lists that may still be decoded: one of a byte in the file takes tens of them in memory. */
  listItems: number;
}

/** A budget for one file. */
export function emptyItemBudget(): EmptyItemBudget {
  return { left: 1_000_000, listItems: 50_000_000 };
}

/** Items of one list or map: a list has one for each row group or partition field, a map one for each column. */
const MAX_ITEMS = 1_000_000;

/**
 * Reads Avro's binary encoding from a block of bytes. Every step is checked against the end of the block.
 */
export class AvroCursor {
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #text: Buffer;
  readonly #offset: number;
  readonly #isCompressed: boolean;
  readonly #budget: EmptyItemBudget;

  /**
   * @param bytes - The block, unpacked.
   * @param place - `offset`: where the block starts in the file; `isCompressed`: then no finer place can be told.
   */
  constructor(
    bytes: Uint8Array,
    place: { offset: number; isCompressed: boolean },
    budget: EmptyItemBudget = emptyItemBudget(),
  ) {
    // zlib gives Buffers, of which a part is a Buffer again, which takes much longer to make.
    this.#bytes = new Uint8Array(
      bytes.buffer,
      bytes.byteOffset,
      bytes.byteLength,
    );
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#budget = budget;
    this.#offset = place.offset;
    this.#isCompressed = place.isCompressed;
  }

  get remaining(): number {
    return this.#bytes.length - this.position;
  }

  /** An `int`: at most 5 bytes. */
  readInt(): number {
    const bytes = this.#bytes;
    let position = this.position;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (position >= bytes.length) throw this.#endsEarly();
      const byte = bytes[position++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        // Of the fifth byte only four bits belong to an int: others would be lost silently.
        if (shift === 28 && byte > 0x0f) break;
        this.position = position;
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw this.error('an int of more than 32 bits');
  }

  /** A `long`, exactly. */
  readLong(): bigint {
    const bytes = this.#bytes;
    let position = this.position;
    let value = 0;
    let factor = 1;
    for (let count = 0; count < 7; count++) {
      if (position >= bytes.length) throw this.#endsEarly();
      const byte = bytes[position++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        this.position = position;
        return BigInt(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
      }
      factor *= 128;
    }
    let big = BigInt(value);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      if (position >= bytes.length) throw this.#endsEarly();
      const byte = bytes[position++];
      big |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.position = position;
        const unsigned = BigInt.asUintN(64, big);
        return BigInt.asIntN(64, (unsigned >> 1n) ^ -(unsigned & 1n));
      }
    }
    throw this.error('a long of more than 10 bytes');
  }

  /** A length or count: a `long` whose loss of precision beyond 2^53 does not matter, for it is refused anyway. */
  readCount(): number {
    const bytes = this.#bytes;
    let position = this.position;
    let value = 0;
    let factor = 1;
    for (let count = 0; count < 10; count++) {
      if (position >= bytes.length) throw this.#endsEarly();
      const byte = bytes[position++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        this.position = position;
        return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      }
      factor *= 128;
    }
    throw this.error('a long of more than 10 bytes');
  }

  readBoolean(): boolean {
    return this.#byte() !== 0;
  }

  readFloat(): number {
    const at = this.#take(4);
    return this.#text.readFloatLE(at);
  }

  readDouble(): number {
    const at = this.#take(8);
    return this.#text.readDoubleLE(at);
  }

  /** A view, not a copy: it keeps the block alive. */
  readBytes(length = this.#length()): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  readString(): string {
    const length = this.#length();
    const at = this.#take(length);
    return this.#text.toString('utf8', at, at + length);
  }

  skip(length: number): void {
    this.#take(length);
  }

  skipBytes(): void {
    this.#take(this.#length());
  }

  skipVarint(): void {
    const bytes = this.#bytes;
    const end = Math.min(bytes.length, this.position + 10);
    for (let position = this.position; position < end; position++) {
      if (bytes[position] < 0x80) {
        this.position = position + 1;
        return;
      }
    }
    throw end === bytes.length
      ? this.#endsEarly()
      : this.error('a number of more than 10 bytes');
  }

  /**
   * Number of items in the next block of an array or map, 0 at its end. A negative number in the file is followed by the
   * size of the block in bytes, which is passed over.
   *
   * @param minBytes - Fewest bytes that one item takes.
   */
  readBlockCount(minBytes: number): number {
    let count = this.readCount();
    if (count < 0) {
      count = -count;
      this.#length();
    }
    if (
      minBytes > 0
        ? count * minBytes > this.remaining
        : !this.#allowEmpty(count)
    ) {
      throw this.error(
        `${count} items are announced, but only ${this.remaining} bytes follow`,
      );
    }
    return count;
  }

  /**
   * To be called before items are decoded and kept.
   *
   * @param count - Of this list or map, those before included.
   * @param listItems - Of a list: so many more.
   */
  takeItems(count: number, listItems: number): void {
    this.#budget.listItems -= listItems;
    if (count > MAX_ITEMS || this.#budget.listItems < 0)
      throw this.error(
        `${count} items in one list or map, more than any table has, or too many in all`,
      );
  }

  /** An error that says where. */
  error(problem: string): CorruptMetadataError {
    const offset = this.#isCompressed
      ? this.#offset
      : this.#offset + this.position;
    const where = this.#isCompressed
      ? `in the block at byte ${offset}`
      : `at byte ${offset}`;
    return new CorruptMetadataError(`Damaged Avro file ${where}: ${problem}`, {
      offset,
    });
  }

  #allowEmpty(count: number): boolean {
    this.#budget.left -= count;
    return this.#budget.left >= 0;
  }

  #length(): number {
    const length = this.readCount();
    if (length < 0 || length > this.remaining)
      throw this.error(
        `a length of ${length}, but ${this.remaining} bytes follow`,
      );
    return length;
  }

  #endsEarly(): CorruptMetadataError {
    return this.error('it ends in the middle of a value');
  }

  #take(length: number): number {
    const at = this.position;
    if (length > this.#bytes.length - at) throw this.#endsEarly();
    this.position = at + length;
    return at;
  }

  #byte(): number {
    if (this.position >= this.#bytes.length) throw this.#endsEarly();
    return this.#bytes[this.position++];
  }
}
