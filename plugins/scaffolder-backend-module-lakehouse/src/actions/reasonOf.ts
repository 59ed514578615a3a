import { ForwardedError, toError } from '@backstage/errors';

/**
 * What went wrong, for the log of a task. Over HTTP the reason is the cause of a "Request failed with 409", which alone would
 * tell nobody what to change.
 *
 * @param what - What did not happen: `The lakehouse was not created`.
 */
export function reasonOf(thrown: unknown, what: string): Error {
  const error = toError(thrown);
  return error.name === 'ResponseError' && error.cause
    ? new ForwardedError(what, error.cause)
    : error;
}
