import { LimitExceededError } from '../errors';
import type { FileIO } from '../io';

/** Nearly all metadata files are smaller, and are one read. */
const FIRST_BYTES = 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;
/** Where reads keep the parser waiting, as from an object store, more is asked for at once. */
const MAX_CHUNK_BYTES = 4 * 1024 * 1024;
const LONG_WAIT_MS = 20;
/** A busy machine makes one wait at times, too. */
const LONG_WAITS = 3;

/** A piece of a file, and whether it is the last one as far as its length tells. */
export interface Chunk {
  bytes: Uint8Array;
  isLast: boolean;
}

/**
 * Reads a file piece by piece, the next one while a piece is worked on. Its size need not be known: it ends where a read
 * gives less than was asked for.
 *
 * @param options - `mayOverwrite`: asked with the first piece, whether pieces are done with when the next one is asked
 * for. Then two pieces of memory serve for all.
 * @throws LimitExceededError beyond `maxBytes`, and what `FileIO.read` throws.
 */
export async function* readInChunks(
  io: FileIO,
  location: string,
  options: {
    maxBytes: number;
    signal?: AbortSignal;
    mayOverwrite: (first: Uint8Array) => boolean;
  },
): AsyncGenerator<Chunk> {
  const { maxBytes, signal } = options;
  const memory = new AlternatingMemory();
  let overwrites: boolean | undefined;
  const read = (from: number, length: number): Promise<Uint8Array> => {
    const bytes = io.read(location, {
      range: { offset: from, length },
      ...(overwrites ? { into: memory.take(length) } : {}),
      signal,
    });
    // When parsing fails, nobody waits for the bytes that were asked for ahead.
    bytes.catch(() => undefined);
    return bytes;
  };
  let chunkBytes = CHUNK_BYTES;
  let waits = 0;
  let offset = 0;
  // One byte more than is allowed tells that there is more.
  let asked = Math.min(FIRST_BYTES, maxBytes + 1);
  let next: Promise<Uint8Array> | undefined = read(0, asked);
  while (next) {
    const asking = performance.now();
    const bytes: Uint8Array = await next;
    waits = performance.now() - asking > LONG_WAIT_MS ? waits + 1 : 0;
    if (waits >= LONG_WAITS)
      chunkBytes = Math.min(MAX_CHUNK_BYTES, chunkBytes * 2);
    signal?.throwIfAborted();
    offset += bytes.length;
    if (offset > maxBytes)
      throw new LimitExceededError(
        `${location} has more than the ${maxBytes} bytes that are read`,
        { location },
      );
    overwrites ??= options.mayOverwrite(bytes);
    // More than was asked for: a source without ranges gave all.
    const isLast = bytes.length !== asked;
    asked = Math.min(chunkBytes, maxBytes + 1 - offset);
    next = isLast ? undefined : read(offset, asked);
    if (bytes.length > 0) yield { bytes, isLast };
  }
}

/** Two buffers in turns: one is read into while the other is worked on. */
class AlternatingMemory {
  readonly #buffers: Array<Uint8Array<ArrayBuffer>> = [];
  #turn = 0;

  take(length: number): Uint8Array<ArrayBuffer> {
    this.#turn = 1 - this.#turn;
    let buffer = this.#buffers[this.#turn];
    if (!buffer || buffer.length < length) {
      buffer = new Uint8Array(length);
      this.#buffers[this.#turn] = buffer;
    }
    return buffer;
  }
}
