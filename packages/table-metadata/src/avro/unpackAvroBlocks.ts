import { CorruptMetadataError, LimitExceededError } from '../errors';
import {
  AvroCursor,
  emptyItemBudget,
  type EmptyItemBudget,
} from './AvroCursor';
import { compileSkip } from './compileSkip';
import { decompressBlock } from './decompressBlock';
import type { AvroFile } from './openAvroFile';

/** Bytes of all blocks of one file, unpacked. Writers aim at 8 MB for a manifest, packed. */
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;
/** A file that is smaller than that unpacked may be packed as well as its codec can. */
const FEW_UNPACKED_BYTES = 64 * 1024 * 1024;
/** Manifests are packed to a third up to a thirtieth; a thousandth is a bomb. */
const MAX_PACKING = 200;
export const SYNC_BYTES = 16;

/** What the blocks of a file may unpack to, all together. */
export function maxUnpackedBytes({ bytes }: AvroFile): number {
  return Math.min(
    MAX_UNPACKED_BYTES,
    Math.max(FEW_UNPACKED_BYTES, bytes.length * MAX_PACKING),
  );
}

/**
 * A block of records, unpacked.
 */
export interface AvroBlock {
  bytes: Uint8Array;
  records: number;
  /** Where the block (packed), or its data (not packed), starts in the file. */
  offset: number;
}

/**
 * Unpacks all blocks of an Avro file, and walks through every record without decoding it: what this returns is
 * known to be whole, so that nobody counts half of a damaged file.
 *
 * @param maxRecords - More are refused before anything is unpacked.
 * @throws CorruptMetadataError, LimitExceededError
 */
export function unpackAvroBlocks(
  file: AvroFile,
  maxRecords = Number.POSITIVE_INFINITY,
): AvroBlock[] {
  if (maxRecords < Number.POSITIVE_INFINITY) checkCount(file, maxRecords);
  const blocks: AvroBlock[] = [];
  const skip = compileSkip(file.schema);
  const budget = emptyItemBudget();
  const maxBytes = maxUnpackedBytes(file);
  let unpackedBytes = 0;
  for (let start = file.firstBlock; start < file.bytes.length; ) {
    const { records, dataStart, dataEnd } = readBlockHead(file, start);
    const unpacked = decompressBlock(
      file.codec,
      file.bytes.subarray(dataStart, dataEnd),
      start,
    );
    unpackedBytes += unpacked.length;
    if (unpackedBytes > maxBytes) {
      throw new CorruptMetadataError(
        `The Avro file of ${file.bytes.length} bytes unpacks to more than ${maxBytes} bytes`,
        { offset: start },
      );
    }
    // All blocks are held at once, and what is decoded from them may be views.
    const bytes =
      file.codec === 'deflate' ? new Uint8Array(unpacked) : unpacked;
    const offset = file.codec === 'null' ? dataStart : start;
    const block = { bytes, records, offset };
    checkRecords(file, block, skip, budget);
    blocks.push(block);
    start = dataEnd + SYNC_BYTES;
  }
  return blocks;
}

function checkCount(file: AvroFile, maxRecords: number): void {
  let records = 0;
  for (let start = file.firstBlock; start < file.bytes.length; ) {
    const head = readBlockHead(file, start);
    records += head.records;
    if (records > maxRecords)
      throw new LimitExceededError(
        `The Avro file has ${records} records; at most ${maxRecords} are read`,
      );
    start = head.dataEnd + SYNC_BYTES;
  }
}

/** A cursor over a block, which tells places as finely as they can be told. */
export function cursorOver(
  file: AvroFile,
  block: AvroBlock,
  budget: EmptyItemBudget,
): AvroCursor {
  return new AvroCursor(
    block.bytes,
    { offset: block.offset, isCompressed: file.codec !== 'null' },
    budget,
  );
}

/** Where the data of a block lies, checked against the end of the file and the sync marker. */
export function readBlockHead(
  file: AvroFile,
  start: number,
): { records: number; dataStart: number; dataEnd: number } {
  const { bytes, sync } = file;
  const head = new AvroCursor(bytes.subarray(start), {
    offset: start,
    isCompressed: false,
  });
  const records = head.readCount();
  const size = head.readCount();
  if (records < 0 || size < 0) {
    throw new CorruptMetadataError(
      `Damaged Avro file at byte ${start}: a block of negative size`,
      { offset: start },
    );
  }
  const dataStart = start + head.position;
  const dataEnd = dataStart + size;
  if (dataEnd + SYNC_BYTES > bytes.length) {
    throw new CorruptMetadataError(
      `Truncated Avro file: the block at byte ${start} needs ${
        dataEnd + SYNC_BYTES - start
      } bytes, ${bytes.length - start} are there`,
      { offset: start },
    );
  }
  for (let index = 0; index < SYNC_BYTES; index++) {
    if (bytes[dataEnd + index] !== sync[index]) {
      throw new CorruptMetadataError(
        `Damaged Avro file: the sync marker at byte ${dataEnd} does not match`,
        { offset: dataEnd },
      );
    }
  }
  return { records, dataStart, dataEnd };
}

function checkRecords(
  file: AvroFile,
  block: AvroBlock,
  skip: (cursor: AvroCursor) => void,
  budget: EmptyItemBudget,
): void {
  const { records, bytes, offset } = block;
  const { minBytes } = file.schema;
  if (minBytes === 0) budget.left -= records;
  if (minBytes > 0 ? records * minBytes > bytes.length : budget.left < 0) {
    throw new CorruptMetadataError(
      `Damaged Avro file: the block at byte ${offset} claims ${records} records in ${bytes.length} bytes`,
      { offset },
    );
  }
  const cursor = cursorOver(file, block, budget);
  for (let index = 0; index < records; index++) skip(cursor);
  if (cursor.remaining > 0) {
    throw new CorruptMetadataError(
      `Damaged Avro file: ${cursor.remaining} bytes are left in the block at byte ${offset}`,
      { offset },
    );
  }
}
