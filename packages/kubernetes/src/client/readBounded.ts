import { ResponseTooLargeError } from '../errors';

/**
 * Reads the text of an answer, and stops where it is too long.
 *
 * @throws ResponseTooLargeError.
 */
export async function readBounded(
  response: Response,
  maxBytes: number,
  operation: string,
): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      // Whether the other side takes note is not waited for.
      reader.cancel().catch(() => undefined);
      throw new ResponseTooLargeError(
        `${operation}: the answer is larger than ${maxBytes} bytes, and was not read to its end`,
        { operation },
      );
    }
    text += decoder.decode(value, { stream: true });
  }
}
