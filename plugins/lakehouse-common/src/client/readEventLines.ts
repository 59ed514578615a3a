/** Longest line that is taken: a server that sends no end of a line must not fill memory. */
const MAX_LINE = 1_000_000;

/**
 * The lines of JSON of an answer, each when it has arrived.
 *
 * @throws SyntaxError for a line that is no JSON, Error for one without end.
 */
export async function* readEventLines<T>(
  response: Response,
): AsyncGenerator<T> {
  const reader = response.body?.getReader();
  if (!reader) {
    return;
  }
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : lines.pop() ?? '';
      for (const line of lines) {
        if (line.trim() !== '') {
          yield JSON.parse(line) as T;
        }
      }
      if (done) {
        return;
      }
      if (rest.length > MAX_LINE) {
        throw new Error('The answer has a line without end');
      }
    }
  } finally {
    // Who stops reading wants no more of it.
    await reader.cancel().catch(() => undefined);
  }
}
