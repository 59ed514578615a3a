import { CorruptMetadataError, LimitExceededError } from '../errors';
import type { RoaringContainer } from './RoaringContainer';

/** Cookie of a bitmap without runs; its number of containers follows. */
const NO_RUNS = 12346;
/** Low half of the cookie of a bitmap with runs; the high half is the number of containers less one. */
const WITH_RUNS = 12347;
/** A bitmap with runs has offsets from so many containers on. */
const OFFSETS_FROM = 4;
const MAX_ARRAY = 4096;
const BITMAP_BYTES = 8192;
/** Higher keys make positions beyond 2^53, more than any data file has. */
const MAX_KEY = 2 ** 21 - 1;

/** The containers of a 64-bit Roaring bitmap, and how many positions they have together. */
export interface RoaringBitmap {
  containers: RoaringContainer[];
  cardinality: number;
}

/**
 * Reads a 64-bit Roaring bitmap in the portable serialization, and checks all of it: what is read out of it afterwards is
 * in order, and as many as it says.
 *
 * @param bytes - Just the bitmap.
 * @param offset - Where it stands in the file, for errors.
 * @throws CorruptMetadataError, LimitExceededError for positions beyond 2^53.
 * @see https://github.com/RoaringBitmap/RoaringFormatSpec#extension-for-64-bit-implementations
 */
export function parseRoaring(
  bytes: Uint8Array,
  offset: number,
  location: string,
): RoaringBitmap {
  return new RoaringParser(bytes, offset, location).parse();
}

class RoaringParser {
  readonly #view: DataView;
  readonly #offset: number;
  readonly #location: string;
  readonly #containers: RoaringContainer[] = [];
  #position = 0;
  #cardinality = 0;

  constructor(bytes: Uint8Array, offset: number, location: string) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = offset;
    this.#location = location;
  }

  parse(): RoaringBitmap {
    const count = this.#view.byteLength < 8 ? 0n : this.#uint64();
    // The smallest bitmap has 12 bytes with its key.
    if (this.#position === 0 || count * 12n > BigInt(this.#rest()))
      throw this.#error(
        `${count} bitmaps do not fit into ${this.#rest()} bytes`,
      );
    let before = -1;
    for (let bitmap = 0; bitmap < Number(count); bitmap++) {
      const key = this.#uint32('a key');
      if (key <= before) throw this.#error('keys that are not in order');
      if (key > MAX_KEY)
        throw new LimitExceededError(
          `A deletion vector in ${this.#location} has positions from ${
            BigInt(key) << 32n
          } on, beyond 2^53`,
          { location: this.#location },
        );
      before = key;
      this.#bitmap(key * 2 ** 32);
    }
    if (this.#rest() > 0) throw this.#error(`${this.#rest()} bytes too many`);
    return { containers: this.#containers, cardinality: this.#cardinality };
  }

  #bitmap(base: number): void {
    const start = this.#position;
    const cookie = this.#uint32('a cookie');
    const hasRuns = (cookie & 0xffff) === WITH_RUNS;
    if (!hasRuns && cookie !== NO_RUNS)
      throw this.#error(`the cookie ${cookie}, and no Roaring bitmap has that`);
    const count = hasRuns
      ? (cookie >>> 16) + 1
      : this.#uint32('a number of containers');
    const runFlags = this.#take(hasRuns ? (count + 7) >>> 3 : 0, 'run flags');
    // Before anything is done for each of them.
    if (count > 65536 || count * 4 > this.#rest())
      throw this.#error(`${count} containers, which do not fit`);
    const header = this.#take(count * 4, 'keys of containers');
    const offsets =
      !hasRuns || count >= OFFSETS_FROM
        ? this.#take(count * 4, 'offsets of containers')
        : undefined;
    let before = -1;
    for (let index = 0; index < count; index++) {
      const key = header.getUint16(index * 4, true);
      if (key <= before) throw this.#error('containers that are not in order');
      before = key;
      if (
        offsets &&
        offsets.getUint32(index * 4, true) !== this.#position - start
      )
        throw this.#error('an offset that is not where its container is');
      const isRuns =
        hasRuns && (runFlags.getUint8(index >>> 3) & (1 << (index & 7))) !== 0;
      const cardinality = header.getUint16(index * 4 + 2, true) + 1;
      this.#container(base + key * 65536, cardinality, isRuns);
    }
  }

  #container(base: number, cardinality: number, isRuns: boolean): void {
    const { kind, bytes, found } = isRuns
      ? this.#runs()
      : this.#arrayOrBitmap(cardinality);
    if (found !== cardinality)
      throw this.#error(
        `a container of ${found} positions that states ${cardinality}`,
      );
    this.#containers.push({ base, kind, bytes });
    this.#cardinality += cardinality;
  }

  #runs(): Checked {
    const count = this.#take(2, 'a number of runs').getUint16(0, true);
    const bytes = this.#take(count * 4, 'runs');
    let end = -1;
    let found = 0;
    for (let at = 0; at < bytes.byteLength; at += 4) {
      const first = bytes.getUint16(at, true);
      const more = bytes.getUint16(at + 2, true);
      if (first <= end || first + more > 65535)
        throw this.#error('runs that are not in order');
      end = first + more;
      found += more + 1;
    }
    return { kind: 'runs', bytes, found };
  }

  #arrayOrBitmap(cardinality: number): Checked {
    if (cardinality > MAX_ARRAY) {
      const bytes = this.#take(BITMAP_BYTES, 'a bitmap');
      let found = 0;
      for (let at = 0; at < BITMAP_BYTES; at += 4)
        found += bitCount(bytes.getUint32(at, true));
      return { kind: 'bitmap', bytes, found };
    }
    const bytes = this.#take(cardinality * 2, 'an array');
    let before = -1;
    for (let at = 0; at < bytes.byteLength; at += 2) {
      const low = bytes.getUint16(at, true);
      if (low <= before) throw this.#error('positions that are not in order');
      before = low;
    }
    return { kind: 'array', bytes, found: cardinality };
  }

  #rest(): number {
    return this.#view.byteLength - this.#position;
  }

  #take(length: number, what: string): DataView {
    if (length > this.#rest())
      throw this.#error(
        `the end inside of ${what}: ${length} bytes are needed, ${this.#rest()} are left`,
      );
    const { buffer, byteOffset } = this.#view;
    const part = new DataView(buffer, byteOffset + this.#position, length);
    this.#position += length;
    return part;
  }

  #uint32(what: string): number {
    return this.#take(4, what).getUint32(0, true);
  }

  #uint64(): bigint {
    return this.#take(8, 'the number of bitmaps').getBigUint64(0, true);
  }

  #error(found: string): CorruptMetadataError {
    const offset = this.#offset + this.#position;
    return new CorruptMetadataError(
      `A deletion vector in ${
        this.#location
      } is damaged: at byte ${offset} there is ${found}`,
      { location: this.#location, offset },
    );
  }
}

interface Checked {
  kind: RoaringContainer['kind'];
  bytes: DataView;
  found: number;
}

function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
