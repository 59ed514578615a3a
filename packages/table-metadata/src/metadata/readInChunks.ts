import { LimitExceededError } from '../errors';
import type { FileIO } from '../io';

/** The first read: nearly all metadata files are smaller, and are one read. */
const FIRST_BYTES = 4 * 1024 * 1024;
const CHUNK_BYTES = 4 * 1024 * 1024;

/** A piece of a file, and whether it is the last one as far as its length tells. */
export interface Chunk {
  bytes: Uint8Array;
  isLast: boolean;
}

/**
 * Reads a file piece by piece, the next one while a piece is worked on. Its size need not be known: it ends where a read
 * gives less than was asked for.
 *
 * @throws LimitExceededError beyond `maxBytes`, and what `FileIO.read` throws.
 */
export async function* readInChunks(
  io: FileIO,
  location: string,
  { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
): AsyncGenerator<Chunk> {
  const read = (offset: number, length: number): Promise<Uint8Array> => {
    const bytes = io.read(location, { range: { offset, length }, signal });
    // When parsing fails, nobody waits for the bytes that were asked for ahead.
    bytes.catch(() => undefined);
    return bytes;
  };
  let offset = 0;
  // One byte more than is allowed tells that there is more.
  let asked = Math.min(FIRST_BYTES, maxBytes + 1);
  let next: Promise<Uint8Array> | undefined = read(0, asked);
  while (next) {
    const bytes: Uint8Array = await next;
    signal?.throwIfAborted();
    offset += bytes.length;
    if (offset > maxBytes)
      throw new LimitExceededError(
        `${location} has more than the ${maxBytes} bytes that are read`,
        { location },
      );
    // More than was asked for: a source without ranges gave all.
    const isLast = bytes.length !== asked;
    asked = Math.min(CHUNK_BYTES, maxBytes + 1 - offset);
    next = isLast ? undefined : read(offset, asked);
    if (bytes.length > 0) yield { bytes, isLast };
  }
}
