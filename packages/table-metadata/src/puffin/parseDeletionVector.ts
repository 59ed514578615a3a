import { crc32 } from 'node:zlib';
import { CorruptMetadataError } from '../errors';
import type { ReadWarning } from '../model';
import { DeletionVector } from './DeletionVector';
import { parseRoaring } from './parseRoaring';

const MAGIC = 0xd1d33964;
/** Length before, checksum after. */
const FRAME_BYTES = 8;
const MAGIC_BYTES = 4;

/** Where a deletion vector was read from, and what the manifest says of it. */
export interface DeletionVectorSource {
  location: string;
  /** Of the blob in the file. */
  offset: number;
  referencedDataFile?: string;
  /** Deleted rows by the manifest. */
  recordCount?: bigint;
}

/**
 * Reads a blob of the type `deletion-vector-v1`: length, magic, a 64-bit Roaring bitmap, and a checksum.
 *
 * @param blob - All of it, and nothing else.
 * @throws CorruptMetadataError, LimitExceededError
 * @see https://iceberg.apache.org/puffin-spec/#deletion-vector-v1-blob-type
 */
export function parseDeletionVector(
  blob: Uint8Array,
  source: DeletionVectorSource,
): DeletionVector {
  const { location, offset, referencedDataFile, recordCount } = source;
  const fail = (found: string, at: number): CorruptMetadataError =>
    new CorruptMetadataError(
      `A deletion vector in ${location} is damaged: at byte ${
        offset + at
      } there is ${found}`,
      { location, offset: offset + at },
    );
  if (blob.length < FRAME_BYTES + MAGIC_BYTES)
    throw fail(`a blob of ${blob.length} bytes; the smallest has 20`, 0);
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const length = view.getUint32(0);
  if (length !== blob.length - FRAME_BYTES)
    throw fail(
      `the length ${length}, and the manifest's is ${blob.length} with a frame of 8`,
      0,
    );
  if (view.getUint32(4) !== MAGIC) throw fail('no magic D1 D3 39 64', 4);
  const body = blob.subarray(4, blob.length - 4);
  const stated = view.getUint32(blob.length - 4);
  if (crc32(body) !== stated)
    throw fail('a checksum that does not fit', blob.length - 4);
  const bitmap = parseRoaring(
    body.subarray(MAGIC_BYTES),
    offset + 4 + MAGIC_BYTES,
    location,
  );
  const warnings: ReadWarning[] = [];
  if (recordCount !== undefined && recordCount !== BigInt(bitmap.cardinality))
    warnings.push({
      code: 'deletion-vector-cardinality',
      message: `The deletion vector of ${
        referencedDataFile ?? 'a data file'
      } has ${
        bitmap.cardinality
      } positions, and its manifest says ${recordCount}`,
      location,
    });
  return new DeletionVector(bitmap, { referencedDataFile, warnings });
}
