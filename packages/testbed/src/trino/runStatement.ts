const QUERY_TIMEOUT_MS = 120_000;

interface StatementPage {
  nextUri?: string;
  data?: unknown[][];
  error?: { errorName: string; message: string };
}

/**
 * Runs a statement on a Trino of the testbed to its end.
 *
 * @param url - Of the server.
 * @returns All rows, cells as Trino's JSON has them (long ids: cast them to varchar).
 * @throws Error with Trino's error name and message.
 */
export async function runStatement(
  url: string,
  sql: string,
): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  const deadline = Date.now() + QUERY_TIMEOUT_MS;
  let page = await request(`${url}/v1/statement`, {
    method: 'POST',
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
    page = await request(page.nextUri, { method: 'GET' });
  }
}

async function request(url: string, init: RequestInit): Promise<StatementPage> {
  const response = await fetch(url, {
    ...init,
    headers: { 'X-Trino-User': 'testbed' },
    signal: AbortSignal.timeout(QUERY_TIMEOUT_MS),
  });
  if (!response.ok)
    throw new Error(
      `Trino answered ${response.status}: ${await response.text()}`,
    );
  return response.json();
}
