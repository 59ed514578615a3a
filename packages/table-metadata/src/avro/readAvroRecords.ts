import { AvroFormatError } from '../errors';
import { AvroCursor } from './AvroCursor';
import { decompressBlock } from './decompressBlock';
import type { AvroFile } from './openAvroFile';

/** Bytes of all blocks of one file, unpacked. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const SYNC_BYTES = 16;
/** Records without any bytes in them. */
const MAX_EMPTY_RECORDS = 1_000_000;

/**
 * Decodes the records of an Avro file one by one, so that only one block is unpacked at a time.
 *
 * @param file - From `openAvroFile`.
 * @param decode - From `compileRecordDecoder`.
 * @throws AvroFormatError at the first damage; what was yielded before is sound as far as the format can tell.
 */
export function* readAvroRecords<T>(
  file: AvroFile,
  decode: (cursor: AvroCursor) => T,
): Generator<T, void, undefined> {
  const { bytes, sync } = file;
  const isCompressed = file.codec !== 'null';
  let unpacked = 0;
  for (let start = file.firstBlock; start < bytes.length; ) {
    const head = new AvroCursor(bytes.subarray(start), {
      offset: start,
      isCompressed: false,
    });
    const count = Number(head.readLong());
    const size = Number(head.readLong());
    if (count < 0 || size < 0)
      throw new AvroFormatError(
        `Damaged Avro file at byte ${start}: a block of negative size`,
        { offset: start },
      );
    const dataStart = start + head.position;
    const dataEnd = dataStart + size;
    if (dataEnd + SYNC_BYTES > bytes.length) {
      throw new AvroFormatError(
        `Truncated Avro file: the block at byte ${start} needs ${
          dataEnd + SYNC_BYTES - start
        } bytes, ${bytes.length - start} are there`,
        { offset: start },
      );
    }
    for (let index = 0; index < SYNC_BYTES; index++) {
      if (bytes[dataEnd + index] !== sync[index]) {
        throw new AvroFormatError(
          `Damaged Avro file: the sync marker at byte ${dataEnd} does not match`,
          { offset: dataEnd },
        );
      }
    }
    const data = decompressBlock(
      file.codec,
      bytes.subarray(dataStart, dataEnd),
      start,
    );
    unpacked += data.length;
    if (unpacked > MAX_UNPACKED_BYTES) {
      throw new AvroFormatError(
        `The Avro file unpacks to more than ${MAX_UNPACKED_BYTES} bytes`,
        { offset: start },
      );
    }
    const { minBytes } = file.schema;
    if (
      minBytes > 0 ? count * minBytes > data.length : count > MAX_EMPTY_RECORDS
    ) {
      throw new AvroFormatError(
        `Damaged Avro file: the block at byte ${start} claims ${count} records in ${data.length} bytes`,
        { offset: start },
      );
    }
    const cursor = new AvroCursor(data, {
      offset: isCompressed ? start : dataStart,
      isCompressed,
    });
    for (let index = 0; index < count; index++) yield decode(cursor);
    if (cursor.remaining > 0) {
      throw new AvroFormatError(
        `Damaged Avro file: ${cursor.remaining} bytes are left in the block at byte ${start}`,
        { offset: start },
      );
    }
    start = dataEnd + SYNC_BYTES;
  }
}
