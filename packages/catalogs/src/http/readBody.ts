import { CatalogResponseError } from '../errors';

/**
 * The whole body of an answer, if it is not larger than that: counted as unpacked, so that a small answer can't grow.
 *
 * @throws CatalogResponseError beyond `maxBytes`; what the connection breaks with.
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  what: string,
): Promise<Uint8Array> {
  const tooLong = (): CatalogResponseError =>
    new CatalogResponseError(
      `${what} answered with more than ${maxBytes} bytes`,
    );
  // Of a packed answer this is the packed size, which says nothing.
  const stated = Number(response.headers.get('content-length') ?? 0);
  const isPacked = response.headers.has('content-encoding');
  if (!isPacked && stated > maxBytes) {
    await response.body?.cancel();
    throw tooLong();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return new Uint8Array();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      await reader.cancel();
      throw tooLong();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, length);
}
