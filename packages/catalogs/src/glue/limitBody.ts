import { Readable } from 'node:stream';

/** An answer beyond the limits. */
export class AnswerLimitError extends Error {
  readonly name = 'AnswerLimitError';
}

/**
 * An answer that ends with an error when it has more than `maxBytes`, or takes longer than `timeoutMs`: the client library
 * reads answers to their end, however long they are.
 */
export function limitBody(
  body: Readable,
  limits: { maxBytes: number; timeoutMs: number },
): Readable {
  return Readable.from(limited(body, limits), { objectMode: false });
}

async function* limited(
  body: Readable,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): AsyncGenerator<Buffer> {
  const timer = setTimeout(
    () => body.destroy(new AnswerLimitError('the answer does not end')),
    timeoutMs,
  );
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new AnswerLimitError(
          `the answer has more than ${maxBytes} bytes`,
        );
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}
