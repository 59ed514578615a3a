import type { Readable } from 'node:stream';
import type { OpenedObject } from './ObjectStore';

/** The body that a client library gives in Node, which is a stream. */
export function closeableBody(
  body: unknown,
): Pick<OpenedObject, 'body' | 'close'> {
  const stream = body as Readable | undefined;
  return {
    body: stream ?? noBytes(),
    close: () => {
      // Destroying it can make it emit an error that nobody is left to hear.
      stream?.on('error', () => undefined);
      stream?.destroy();
    },
  };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // An empty object.
}
