import type { Response } from 'express';

/** Aborted when the client goes away before it was answered: nobody is left to wait for the work. */
export function signalOfClient(response: Response): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableEnded) {
      controller.abort(new Error('The client has gone away'));
    }
  });
  return controller.signal;
}
