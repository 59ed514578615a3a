import { gunzipSync } from 'node:zlib';
import { LimitExceededError, CorruptMetadataError } from '../errors';

/** Bytes of a metadata file after unpacking. V8 cannot hold much longer strings. */
export const MAX_METADATA_BYTES = 384 * 1024 * 1024;

/**
 * The text of a metadata file. Gzip is told by its first bytes, not by the name: engines disagree on the name.
 *
 * @throws LimitExceededError beyond 384 MB, CorruptMetadataError when it is no gzip or no UTF-8.
 */
export function decodeMetadataBytes(
  bytes: Uint8Array,
  location: string,
): string {
  if (bytes.length === 0)
    throw new CorruptMetadataError(`${location} is empty`, { location });
  const plain =
    bytes[0] === 0x1f && bytes[1] === 0x8b ? unzip(bytes, location) : bytes;
  if (plain.length > MAX_METADATA_BYTES) throw tooLarge(location);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch (error) {
    throw new CorruptMetadataError(
      `${location} is not a metadata file: it is not UTF-8 text`,
      { location, cause: error },
    );
  }
}

function unzip(bytes: Uint8Array, location: string): Uint8Array {
  try {
    return gunzipSync(bytes, {
      maxOutputLength: MAX_METADATA_BYTES,
      chunkSize: 256 * 1024,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(location);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CorruptMetadataError(
      `${location} is damaged: it cannot be unpacked as gzip (${reason})`,
      { location, cause: error },
    );
  }
}

function tooLarge(location: string): LimitExceededError {
  return new LimitExceededError(
    `${location} has more than ${MAX_METADATA_BYTES} bytes, unpacked; a metadata file is not that large`,
    {
      location,
    },
  );
}
