import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';

/**
 * An answer that ends with an error when it has more than `maxBytes`, or takes longer than `timeoutMs`: the client library
 * reads answers to their end, however long they are.
 */
export function limitBody(
  body: Readable,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Readable {
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        done(
          new AnswerLimitError(`the answer has more than ${maxBytes} bytes`),
        );
      else done(null, chunk);
    },
  });
  const timer = setTimeout(
    () => limited.destroy(new AnswerLimitError('the answer does not end')),
    timeoutMs,
  );
  body.once('error', error => limited.destroy(error));
  body.once('aborted', () => limited.destroy(new Error('the answer was cut')));
  limited.once('close', () => {
    clearTimeout(timer);
    body.destroy();
  });
  return body.pipe(limited);
}

/** An answer beyond the limits. */
export class AnswerLimitError extends Error {
  readonly name = 'AnswerLimitError';
}
