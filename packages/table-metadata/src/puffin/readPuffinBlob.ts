import { zstdDecompressSync } from 'node:zlib';
import {
  CorruptMetadataError,
  LimitExceededError,
  UnsupportedFormatError,
} from '../errors';
import type { FileIO } from '../io';
import type { PuffinBlob } from './PuffinFile';
import { uncompressLz4 } from './uncompressLz4';

/** Bytes of a blob, packed and unpacked. */
const MAX_BLOB_BYTES = 256 * 1024 * 1024;

/**
 * Reads one blob of a Puffin file and unpacks it: one read of its range.
 *
 * @param location - The file.
 * @param blob - As {@link readPuffinFooter} lists it.
 * @throws CorruptMetadataError when it is cut off or damaged, UnsupportedFormatError for a codec other than zstd and lz4,
 * LimitExceededError beyond 256 MB; the errors of `FileIO.read`.
 * @public
 */
export async function readPuffinBlob(
  io: FileIO,
  location: string,
  blob: Pick<PuffinBlob, 'offset' | 'length' | 'compressionCodec'>,
  options: { signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const { offset, length, compressionCodec } = blob;
  if (length > MAX_BLOB_BYTES) throw tooLarge(location, length);
  const bytes = await io.read(location, {
    range: { offset, length },
    signal: options.signal,
  });
  if (bytes.length !== length)
    throw new CorruptMetadataError(
      `${location} ends inside of a blob: at ${offset} there are ${bytes.length} bytes, and ${length} should be`,
      { location, offset: offset + bytes.length },
    );
  if (compressionCodec === undefined) return bytes;
  if (compressionCodec !== 'zstd' && compressionCodec !== 'lz4')
    throw new UnsupportedFormatError(
      `A blob of ${location} is compressed with "${compressionCodec.slice(
        0,
        40,
      )}"; zstd, lz4 and uncompressed ones can be read`,
      { location },
    );
  try {
    return compressionCodec === 'lz4'
      ? uncompressLz4(bytes, MAX_BLOB_BYTES)
      : zstdDecompressSync(bytes, { maxOutputLength: MAX_BLOB_BYTES });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(location, MAX_BLOB_BYTES + 1);
    throw new CorruptMetadataError(
      `A blob of ${location}, at ${offset}, is damaged: it can't be unpacked as ${compressionCodec}`,
      { location, offset, cause },
    );
  }
}

function tooLarge(location: string, length: number): LimitExceededError {
  return new LimitExceededError(
    `A blob of ${location} has ${length} bytes or more; at most ${MAX_BLOB_BYTES} are read`,
    { location },
  );
}
