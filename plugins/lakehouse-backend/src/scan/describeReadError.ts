import { toError } from '@backstage/errors';

/** Characters: errors may quote a file. */
const MAX_LENGTH = 500;

/** An error of reading a table in one sentence for people: its kind and its message, no stack. */
export function describeReadError(thrown: unknown): string {
  const error = toError(thrown);
  const text =
    error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}
