import type { ErrorRequestHandler } from 'express';

/**
 * What fails because its client has gone away is no failure of the portal: there is nobody to be answered, and no error for
 * the log, which people watch for those that are.
 */
export const ignoreGoneClients: ErrorRequestHandler = (
  error,
  _request,
  response,
  next,
) => {
  const isGone = response.destroyed && !response.writableEnded;
  if (!isGone) {
    next(error);
  }
};
