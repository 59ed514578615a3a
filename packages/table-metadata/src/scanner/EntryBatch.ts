import type { BoundColumn } from './BoundColumn';

/** A value that is absent: no number that a manifest may hold is NaN. */
export const ABSENT = Number.NaN;

/**
 * Bounds of one column, by row of the batch. Numbers: NaN where the file has none that can be read; of those of 64 bits,
 * what rounding has taken away, which means nothing where there is NaN. Bytes: where they
 * start and end in the block, -1 where the file has none; they are read once it is known that they are wanted.
 */
export type BatchBounds =
  | {
      kind: 'number';
      lower: Float64Array;
      upper: Float64Array;
      lowerRest?: Int16Array;
      upperRest?: Int16Array;
    }
  | {
      kind: 'bytes';
      lower: Int32Array;
      lowerEnd: Int32Array;
      upper: Int32Array;
      upperEnd: Int32Array;
    };

/**
 * Entries of one Avro block, by column. All numbers are exact: what does not fit into a double is refused before it
 * gets here.
 */
export class EntryBatch {
  capacity = 0;
  status = new Uint8Array(0);
  content = new Uint8Array(0);
  recordCount = new Float64Array(0);
  fileSizeBytes = new Float64Array(0);
  /** Data sequence number; NaN where the entry leaves it to be inherited. */
  sequenceNumber = new Float64Array(0);
  /** -1 where the file names none. */
  sortOrderId = new Int32Array(0);
  /** Indexes into the dictionaries of the scanner. */
  snapshot = new Int32Array(0);
  partition = new Int32Array(0);
  fileFormat = new Int32Array(0);
  /** 1 where the file has bounds of any column. */
  hasBounds = new Uint8Array(0);
  /** Two halves of a hash of the file's path. */
  pathHashLow = new Uint32Array(0);
  pathHashHigh = new Uint32Array(0);
  readonly bounds: BatchBounds[];

  constructor(columns: BoundColumn[]) {
    this.bounds = columns.map(({ kind, wholeBytes }) =>
      kind === 'number'
        ? {
            kind,
            lower: new Float64Array(0),
            upper: new Float64Array(0),
            ...(wholeBytes === 8 && {
              lowerRest: new Int16Array(0),
              upperRest: new Int16Array(0),
            }),
          }
        : {
            kind,
            lower: new Int32Array(0),
            lowerEnd: new Int32Array(0),
            upper: new Int32Array(0),
            upperEnd: new Int32Array(0),
          },
    );
  }

  /** Makes room for a block of entries. What was in the batch before is gone. */
  reserve(rows: number): void {
    if (rows > this.capacity) {
      const capacity = Math.max(1024, rows, this.capacity * 2);
      this.capacity = capacity;
      this.status = new Uint8Array(capacity);
      this.content = new Uint8Array(capacity);
      this.recordCount = new Float64Array(capacity);
      this.fileSizeBytes = new Float64Array(capacity);
      this.sequenceNumber = new Float64Array(capacity);
      this.sortOrderId = new Int32Array(capacity);
      this.snapshot = new Int32Array(capacity);
      this.partition = new Int32Array(capacity);
      this.fileFormat = new Int32Array(capacity);
      this.hasBounds = new Uint8Array(capacity);
      this.pathHashLow = new Uint32Array(capacity);
      this.pathHashHigh = new Uint32Array(capacity);
      for (const column of this.bounds) {
        if (column.kind === 'number') {
          column.lower = new Float64Array(capacity);
          column.upper = new Float64Array(capacity);
          if (column.lowerRest) {
            column.lowerRest = new Int16Array(capacity);
            column.upperRest = new Int16Array(capacity);
          }
          continue;
        }
        column.lower = new Int32Array(capacity);
        column.lowerEnd = new Int32Array(capacity);
        column.upper = new Int32Array(capacity);
        column.upperEnd = new Int32Array(capacity);
      }
    }
    this.content.fill(0, 0, rows);
    this.sequenceNumber.fill(ABSENT, 0, rows);
    this.sortOrderId.fill(-1, 0, rows);
    this.snapshot.fill(-1, 0, rows);
    this.partition.fill(-1, 0, rows);
    this.fileFormat.fill(-1, 0, rows);
    this.hasBounds.fill(0, 0, rows);
    for (const column of this.bounds) {
      if (column.kind === 'number') {
        column.lower.fill(ABSENT, 0, rows);
        column.upper.fill(ABSENT, 0, rows);
      } else {
        column.lower.fill(-1, 0, rows);
        column.upper.fill(-1, 0, rows);
      }
    }
  }
}
