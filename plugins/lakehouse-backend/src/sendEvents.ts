import type { Response } from 'express';

/**
 * Sends events as lines of JSON, each when it comes. An error before the first is thrown, and answered as any other;
 * the events themselves have to tell of what goes wrong later.
 */
export async function sendEvents(
  response: Response,
  events: AsyncIterable<unknown>,
): Promise<void> {
  for await (const event of events) {
    if (!response.headersSent) {
      response.status(200).setHeader('Content-Type', 'application/x-ndjson');
      response.setHeader('Cache-Control', 'no-store');
      // Proxies that collect answers (nginx) would hold the lines back.
      response.setHeader('X-Accel-Buffering', 'no');
    }
    response.write(`${JSON.stringify(event)}\n`);
    // The middleware that compresses collects, too.
    (response as Response & { flush?: () => void }).flush?.();
  }
  response.end();
}
