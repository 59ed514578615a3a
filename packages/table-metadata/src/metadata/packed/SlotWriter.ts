import { viewOf } from './plainJson';

/** Values of a snapshot's slots as ranges of bytes. */
export class SlotRanges {
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView | undefined;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Bytes that were found to be the same as those of the slot before; more may be. */
  shared = new Int32Array(64);
  count = 0;
  /** Whether the bytes are as they are in the file: no quote and no escape in them. */
  isPlain = false;

  get bytes(): Buffer {
    return this.#bytes;
  }

  set bytes(bytes: Buffer) {
    if (bytes === this.#bytes) return;
    this.#bytes = bytes;
    this.#view = undefined;
  }

  get view(): DataView {
    this.#view ??= viewOf(this.#bytes);
    return this.#view;
  }

  push(start: number, end: number, shared: number): void {
    if (this.count === this.starts.length) this.#grow();
    this.starts[this.count] = start;
    this.shared[this.count] = shared;
    this.ends[this.count++] = end;
  }

  #grow(): void {
    const starts = new Int32Array(this.count * 2);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Int32Array(this.count * 2);
    ends.set(this.ends);
    this.ends = ends;
    const shared = new Int32Array(this.count * 2);
    shared.set(this.shared);
    this.shared = shared;
  }

  /** The same values in memory of their own. */
  detach(): void {
    const pieces: Buffer[] = [];
    let length = 0;
    for (let slot = 0; slot < this.count; slot++) {
      const piece = this.bytes.subarray(this.starts[slot], this.ends[slot]);
      pieces.push(piece);
      this.starts[slot] = length;
      length += piece.length;
      this.ends[slot] = length;
    }
    this.bytes = Buffer.concat(pieces);
  }
}

/** A slot whose text is that of the same slot before it. */
export const SAME = 0x0f;
/** Lengths that do not fit into four bits follow. */
export const LONG = 0x1f;

/**
 * Packs the slots of one snapshot after the other. A text is written as what it shares with the same slot of the snapshot
 * before, and the rest: commits of one writer differ in few bytes.
 */
export class SlotWriter {
  #target = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  /** Bytes since the last {@link SlotWriter.take}. */
  get length(): number {
    return this.#length;
  }

  /** What was written since the last call, in memory of its own. */
  take(): Buffer {
    const block = Buffer.allocUnsafeSlow(this.#length);
    this.#target.copy(block, 0, 0, this.#length);
    this.#length = 0;
    return block;
  }

  /** @param before - Slots of the snapshot before, if it has the same shape and is in the same block. */
  write(
    shape: number,
    slots: SlotRanges,
    before: SlotRanges | undefined,
  ): void {
    const { bytes, starts, ends, shared, count } = slots;
    let needed = 5;
    for (let slot = 0; slot < count; slot++)
      needed += ends[slot] - starts[slot] + 11;
    this.#reserve(needed);
    this.#varint(shape);
    for (let slot = 0; slot < count; slot++) {
      const start = starts[slot];
      const end = ends[slot];
      let position = start;
      if (before) {
        const other = before.bytes;
        const size = before.ends[slot] - before.starts[slot];
        const shift = before.starts[slot] - start;
        const stop = start + Math.min(end - start, size);
        position += shared[slot];
        while (position < stop && bytes[position] === other[position + shift])
          position++;
        if (position === end && size === end - start) {
          this.#target[this.#length++] = SAME;
          continue;
        }
      }
      this.#text(bytes, start, position, end);
    }
  }

  #text(bytes: Buffer, start: number, position: number, end: number): void {
    const shared = position - start;
    const rest = end - position;
    if (shared < 16 && rest < 15) {
      this.#target[this.#length++] = (shared << 4) | rest;
    } else {
      this.#target[this.#length++] = LONG;
      this.#varint(shared);
      this.#varint(rest);
    }
    const target = this.#target;
    let length = this.#length;
    if (rest < 100)
      for (let at = position; at < end; at++) target[length++] = bytes[at];
    else length += bytes.copy(target, length, position, end);
    this.#length = length;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#target[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#target[this.#length++] = rest;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#target.length) return;
    const target = Buffer.allocUnsafe(
      Math.max(needed, this.#target.length * 2),
    );
    this.#target.copy(target, 0, 0, this.#length);
    this.#target = target;
  }
}
