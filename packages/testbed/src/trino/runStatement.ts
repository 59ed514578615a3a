const QUERY_TIMEOUT_MS = 600_000;

interface StatementPage {
  nextUri?: string;
  data?: unknown[][];
  error?: { errorName: string; message: string };
}

/**
 * Runs a statement on a Trino of the testbed to its end.
 *
 * @param url - Of the server.
 * @param user - Who runs it.
 * @returns All rows, cells as Trino's JSON has them (long ids: cast them to varchar).
 * @throws Error with Trino's error name and message.
 */
export async function runStatement(
  url: string,
  sql: string,
  user: string = 'testbed',
): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const deadline = Date.now() + QUERY_TIMEOUT_MS;
  let page = await request(`${url}/v1/statement`, {
    method: 'POST',
    headers: { 'X-Trino-User': user },
    body: sql,
  });
  for (;;) {
    if (page.error)
      throw new Error(
        `Trino: ${page.error.errorName}: ${page.error.message}\n${sql}`,
      );
    rows.push(...(page.data ?? []));
    if (!page.nextUri) return rows;
    if (Date.now() > deadline)
      throw new Error(
        `Trino did not finish within ${QUERY_TIMEOUT_MS} ms: ${sql}`,
      );
    page = await request(page.nextUri, {
      method: 'GET',
      headers: { 'X-Trino-User': user },
    });
  }
}

async function request(url: string, init: RequestInit): Promise<StatementPage> {
  const response = await fetch(url, {
    ...init,
    signal: AbortSignal.timeout(QUERY_TIMEOUT_MS),
  });
  if (!response.ok)
    throw new Error(
      `Trino answered ${response.status}: ${await response.text()}`,
    );
  return response.json();
}
