import { LimitExceededError } from '../../errors';
import type { Snapshot } from '../../model';
import { LongColumn } from './LongColumn';
import { LongIndex } from './LongIndex';
import { NumberColumn } from './NumberColumn';
import { PackedSnapshot } from './PackedSnapshot';
import { readSlots } from './readSlots';
import { SlotRanges, SlotWriter } from './SlotWriter';
import {
  everythingOf,
  newShape,
  type PackedFields,
  type SlotName,
  slotsOf,
  type SnapshotShape,
} from './SnapshotShape';

/** Snapshots that are packed, and unpacked, together. */
const BLOCK = 32;
/** Blocks are in memory together: each alone would cost an object and some room around it. */
const SEGMENT_BYTES = 256 * 1024;
/** Unpacked blocks that are kept: neighbours are read together, and a walk goes through few blocks. */
const CACHED_BLOCKS = 8;
/** Writers have a few each. A shape is kept with all its names. */
const MAX_SHAPES = 500;
/** Bytes of all packed snapshots. A million of the largest that were seen have a third of it. */
const MAX_PACKED_BYTES = 512 * 1024 * 1024;

/** How ids are written here; a text that is no number must not be taken for one. */
const CANONICAL = /^(?:0|-?[1-9]\d{0,18})$/;

/** What is in columns; see `LongColumn` for the halves. */
export interface PackedKeys {
  idHigh: number;
  idLow: number;
  parentHigh: number;
  parentLow: number;
  time: number;
  /** Id of the shape. */
  shape: number;
}

/**
 * Very many snapshots in little memory, about 100 bytes each: ids, parents and times in columns, the rest packed in blocks and
 * unpacked when it is asked for.
 */
export class SnapshotStore {
  readonly #ids = new LongColumn();
  readonly #parents = new LongColumn();
  readonly #times = new NumberColumn();
  readonly #index = new LongIndex(this.#ids);
  readonly #shapes: SnapshotShape[] = [];
  readonly #shapeIds = new Map<string, SnapshotShape>();
  /** Where each block begins in which segment. */
  readonly #blocks: Array<{ segment: number; start: number; end: number }> = [];
  readonly #segments: Buffer[] = [];
  #blockStart = 0;
  readonly #writer = new SlotWriter();
  readonly #location: string;
  #before = new SlotRanges();
  #beforeShape = -1;
  #bytes = 0;
  readonly #unpacked = new Map<number, PackedFields[]>();
  /** Sequence numbers do not exist in version 1; which one it is may stand last in the file. */
  hasSequenceNumbers = true;

  constructor(location: string) {
    this.#location = location;
  }

  get length(): number {
    return this.#ids.length;
  }

  /** The place of a snapshot, or -1. */
  find(id: string): number {
    if (!CANONICAL.test(id)) return -1;
    const { high, low } = LongColumn.parts(id);
    return this.#index.find(high, low);
  }

  has(high: number, low: number): boolean {
    return this.#index.find(high, low) >= 0;
  }

  idAt(place: number): string {
    return this.#ids.textAt(place) as string;
  }

  parentAt(place: number): string | undefined {
    return this.#parents.textAt(place);
  }

  /** The place of the parent, or -1 when there is none or it isn't kept. */
  parentPlace(place: number): number {
    const high = this.#parents.high(place);
    if (Number.isNaN(high)) return -1;
    const low = this.#parents.low(place);
    const before = place - 1;
    // Nearly always it is the one before.
    return before >= 0 &&
      this.#ids.low(before) === low &&
      this.#ids.high(before) === high
      ? before
      : this.#index.find(high, low);
  }

  timeAt(place: number): number {
    return this.#times.at(place);
  }

  snapshotAt(place: number): Snapshot {
    return new PackedSnapshot(this, place);
  }

  fieldsAt(place: number): PackedFields {
    const number = Math.floor(place / BLOCK);
    let block = this.#unpacked.get(number);
    if (!block) {
      const { segment, start, end } = this.#blocks[number];
      block = readSlots(
        this.#segments[segment].subarray(start, end),
        this.#shapes,
      );
      if (!this.hasSequenceNumbers)
        for (const fields of block) fields.sequenceNumber = undefined;
      const oldest = this.#unpacked.keys().next();
      if (this.#unpacked.size >= CACHED_BLOCKS && !oldest.done)
        this.#unpacked.delete(oldest.value);
      this.#unpacked.set(number, block);
    }
    return block[place % BLOCK];
  }

  /** The shape with these slots; `undefined` when it is new, and there are too many already. */
  shapeOf(names: SlotName[]): SnapshotShape | undefined {
    const key = JSON.stringify(names);
    let shape = this.#shapeIds.get(key);
    if (!shape) {
      if (this.#shapes.length >= MAX_SHAPES && names[0] !== 'everything')
        return undefined;
      shape = newShape(this.#shapes.length, names);
      this.#shapes.push(shape);
      this.#shapeIds.set(key, shape);
      this.#count(key.length * 2);
    }
    return shape;
  }

  /** Slots of the snapshot before, as they are in the file; none when they were not plain. */
  get plainBefore(): SlotRanges | undefined {
    return this.#before.isPlain ? this.#before : undefined;
  }

  /** Adds a snapshot whose id isn't there. */
  add(snapshot: Snapshot): void {
    let slots = slotsOf(snapshot);
    let shape = this.shapeOf(slots.map(([name]) => name));
    if (!shape) {
      slots = everythingOf(snapshot);
      shape = this.shapeOf(['everything']) as SnapshotShape;
    }
    const ranges = new SlotRanges();
    ranges.bytes = Buffer.from(
      slots.map(([, text]) => text).join(''),
      'latin1',
    );
    let start = 0;
    for (const [, text] of slots) {
      ranges.push(start, start + text.length, 0);
      start += text.length;
    }
    const id = LongColumn.parts(snapshot.snapshotId);
    const parent = LongColumn.parts(snapshot.parentSnapshotId);
    this.append(
      {
        idHigh: id.high,
        idLow: id.low,
        parentHigh: parent.high,
        parentLow: parent.low,
        time: snapshot.timestampMs,
        shape: shape.id,
      },
      ranges,
    );
  }

  /**
   * {@link SnapshotStore.add} from the bytes.
   *
   * @param slots - Kept as what comes before the next one.
   * @returns Slots that were kept before, to be used again.
   */
  append(
    { idHigh, idLow, parentHigh, parentLow, time, shape }: PackedKeys,
    slots: SlotRanges,
  ): SlotRanges {
    const place = this.#ids.length;
    if (place > 0 && place % BLOCK === 0) this.#closeBlock();
    this.#ids.push(idHigh, idLow);
    this.#parents.push(parentHigh, parentLow);
    this.#times.push(time);
    this.#index.add(place);
    this.#writer.write(
      shape,
      slots,
      shape === this.#beforeShape ? this.#before : undefined,
    );
    // Within a block, too: 32 snapshots of 60 MB would be too many.
    this.#limit(this.#writer.length - this.#blockStart);
    const free = this.#before;
    this.#before = slots;
    this.#beforeShape = shape;
    return free;
  }

  /** The bytes that the last slots are in will be gone. */
  release(): void {
    this.#before.detach();
  }

  /** All are there. */
  finish(): void {
    if (this.length > 0) {
      this.#closeBlock();
      this.#closeSegment();
    }
    this.#before = new SlotRanges();
  }

  #closeBlock(): void {
    const end = this.#writer.length;
    const start = this.#blockStart;
    this.#blocks.push({ segment: this.#segments.length, start, end });
    this.#blockStart = end;
    this.#beforeShape = -1;
    this.#count(end - start);
    if (end >= SEGMENT_BYTES) this.#closeSegment();
  }

  #closeSegment(): void {
    this.#segments.push(this.#writer.take());
    this.#blockStart = 0;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    this.#limit(0);
  }

  #limit(moreBytes: number): void {
    if (this.#bytes + moreBytes > MAX_PACKED_BYTES)
      throw new LimitExceededError(
        `The snapshots of ${
          this.#location
        } have more than ${MAX_PACKED_BYTES} bytes, packed`,
        { location: this.#location },
      );
  }
}
