import { gunzipSync } from 'node:zlib';
import { CorruptMetadataError, LimitExceededError } from '../errors';

/** Bytes of a gzipped metadata file that is unpacked at once. */
export const MAX_UNPACKED_BYTES = 384 * 1024 * 1024;

/** Gzip is told by its first bytes, not by the name: engines disagree on the name. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The bytes of the JSON.
 * @throws LimitExceededError beyond 384 MB, CorruptMetadataError when it is empty or damaged gzip.
 */
export function unpackMetadataBytes(
  bytes: Uint8Array,
  location: string,
): Uint8Array {
  if (bytes.length === 0) throw emptyFile(location);
  if (!isGzip(bytes)) return bytes;
  try {
    return gunzipSync(bytes, {
      maxOutputLength: MAX_UNPACKED_BYTES,
      chunkSize: 256 * 1024,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new LimitExceededError(
        `${location} has more than ${MAX_UNPACKED_BYTES} bytes, unpacked; a metadata file in memory is not that large`,
        { location },
      );
    throw damagedGzip(error, location);
  }
}

/**
 * The text of the JSON.
 * @throws CorruptMetadataError when it is no UTF-8.
 */
export function decodeMetadataBytes(
  bytes: Uint8Array,
  location: string,
): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CorruptMetadataError(
      `${location} is not a metadata file: it is not UTF-8 text`,
      { location, cause: error },
    );
  }
}

export function emptyFile(location: string): CorruptMetadataError {
  return new CorruptMetadataError(`${location} is empty`, { location });
}

export function damagedGzip(
  error: unknown,
  location: string,
): CorruptMetadataError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CorruptMetadataError(
    `${location} is damaged: it cannot be unpacked as gzip (${reason})`,
    { location, cause: error },
  );
}
