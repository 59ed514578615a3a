import * as zlib from 'node:zlib';
import { CorruptMetadataError } from '../errors';
import { sharedInflater } from './inflate/sharedInflater';
import { MAX_BLOCK_BYTES } from './inflate/BlockInflater';
import { chunkSizeFor } from './inflate/FreshInflater';
import { uncompressSnappy } from './uncompressSnappy';

/** Codecs that can be read, by the name in the file's header. */
export const AVRO_CODECS = ['null', 'deflate', 'snappy', 'zstandard'];

/** What else the Avro specification names: such a file may be sound, and is not read. */
export const OTHER_AVRO_CODECS = ['bzip2', 'xz'];

/**
 * Unpacks a block of an Avro file.
 *
 * @returns Memory that the next call may write to: whoever keeps any of it copies it.
 * @param offset - Where the block starts in the file, for messages.
 * @param expectedBytes - About as many will come out; a good guess spares a copy.
 * @throws CorruptMetadataError when it is damaged, or unpacks to more than 256 MB.
 */
export function decompressBlock(
  codec: string,
  data: Uint8Array,
  offset: number,
  expectedBytes = data.length * 2,
): Uint8Array {
  if (codec === 'null') return data;
  try {
    switch (codec) {
      case 'deflate':
        return sharedInflater().inflate(data, expectedBytes);
      case 'zstandard':
        return zlib.zstdDecompressSync(data, {
          maxOutputLength: MAX_BLOCK_BYTES,
          chunkSize: chunkSizeFor(expectedBytes),
        });
      case 'snappy':
        return uncompressChecked(data);
      default:
    }
  } catch (error) {
    throw new CorruptMetadataError(
      `The ${codec} block at byte ${offset} cannot be unpacked: ${problemOf(
        error,
      )}`,
      { offset, cause: error },
    );
  }
  throw new CorruptMetadataError(
    `Unknown codec "${codec.slice(0, 40)}"; known are ${AVRO_CODECS.join(
      ', ',
    )}`,
    { offset },
  );
}

function problemOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
    return `it unpacks to more than ${MAX_BLOCK_BYTES} bytes`;
  return error instanceof Error ? error.message : String(error);
}

/** The last four bytes are the CRC-32 of the unpacked data, big endian (Avro specification, required codecs). */
function uncompressChecked(data: Uint8Array): Uint8Array {
  if (data.length < 5) throw new Error('it is too short');
  const body = data.subarray(0, data.length - 4);
  // A copy of 64 bytes takes 3: more than that factor is a false claim, for which no memory is set aside.
  const maxBytes = Math.min(MAX_BLOCK_BYTES, body.length * 24 + 64);
  const result = uncompressSnappy(body, maxBytes);
  const stated = new DataView(
    data.buffer,
    data.byteOffset + body.length,
    4,
  ).getUint32(0);
  if (zlib.crc32(result) !== stated)
    throw new Error('its checksum does not match');
  return result;
}
