import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { BadInputError } from '../../errors/BadInputError';

/** UTF-8 needs at most three bytes for a UTF-16 unit; the parser takes a mebibyte of those. */
const MAX_BYTES = 3 * 1024 * 1024;
const CHUNK = 64 * 1024;

/** A document as text, with the name that errors have for it. */
export interface DocumentText {
  text: string;
  what: string;
}

/**
 * Reads a file or standard input (`-`), no more than a document can have.
 *
 * @throws BadInputError when it is not there, no file, too large or not UTF-8.
 */
export function readDocument(path: string): DocumentText {
  const what = path === '-' ? 'standard input' : path;
  const descriptor = path === '-' ? 0 : open(path);
  try {
    const bytes = readBounded(descriptor, what);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, what };
  } catch (error) {
    if (error instanceof BadInputError) throw error;
    throw new BadInputError(
      error instanceof TypeError
        ? `${what}: not UTF-8: save it in that encoding`
        : `${what}: can't be read: ${(error as Error).message}`,
      { cause: error },
    );
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
}

function open(path: string): number {
  let descriptor: number;
  try {
    // A pipe that nobody writes to must not hold the command.
    // eslint-disable-next-line no-bitwise -- flags of open(2)
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    descriptor = openSync(path, flags);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new BadInputError(
      code === 'ENOENT'
        ? `${path}: there is no such file`
        : `${path}: can't be read: ${message}`,
      { cause: error },
    );
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new BadInputError(`${path}: not a file`);
}

function readBounded(descriptor: number, what: string): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.alloc(CHUNK);
    const bytes = readChunk(descriptor, chunk);
    if (bytes === 0) return Buffer.concat(chunks);
    size += bytes;
    if (size > MAX_BYTES)
      throw new BadInputError(
        `${what}: longer than ${MAX_BYTES} bytes, which no document is`,
      );
    chunks.push(chunk.subarray(0, bytes));
  }
}

/** Standard input that is a terminal or a slow pipe says EAGAIN where nothing is there yet. */
function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk, 0, chunk.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
