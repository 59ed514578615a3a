import type { Readable } from 'node:stream';
import { CatalogResponseError } from '../errors';

/** A page of 1000 rows has 10 MB where all names and locations are as long as is asked for; usually 0.2 MB. */
const MAX_BYTES = 32 * 1024 * 1024;

const received = new WeakMap<Readable, number>();

/**
 * Gives a connection up that brings more than 32 MB from now until this is called again: the drivers gather messages of
 * whatever length a server claims, and as many rows as it sends.
 */
export function limitAnswer(stream: Readable): void {
  const isNew = !received.has(stream);
  received.set(stream, 0);
  if (!isNew) return;
  stream.on('data', (bytes: Buffer) => {
    const total = (received.get(stream) ?? 0) + bytes.length;
    received.set(stream, total);
    if (total > MAX_BYTES)
      stream.destroy(
        new CatalogResponseError(
          `The database sends more than ${MAX_BYTES} bytes at once`,
        ),
      );
  });
}
