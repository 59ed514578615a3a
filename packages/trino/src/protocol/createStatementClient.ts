import { Trino, type ConnectionOptions } from 'trino-client';
import { TrinoConfigurationError } from '../errors';
import type { StatementPage } from './StatementPage';
import type { StatementTransport } from './StatementTransport';

/** Placeholder for rows: an answer without any makes trino-client ask on by itself, one call within the other. */
const SOME_ROWS = [[]];

/** What axios hands to an adapter, as far as it is used here. */
interface AdapterRequest {
  method?: string;
  url?: string;
  data?: unknown;
  headers?: { toJSON?: () => Record<string, unknown> };
}

/**
 * A client of trino-client for one query, with {@link StatementTransport} in place of its HTTP.
 *
 * trino-client makes the headers of the session and walks from page to page. Its HTTP is left out: it rounds long
 * integers, sends credentials to wherever a page is said to be, repeats nothing, and has neither bounds nor
 * cancellation. Rows don't pass through it; the transport hands them over itself.
 *
 * @throws TrinoConfigurationError when trino-client is another than the one that this was made for.
 */
export function createStatementClient(
  transport: StatementTransport,
  options: ConnectionOptions,
): Trino {
  const trino = Trino.create(options);
  // It has no option for that; the version of the dependency is pinned because of it.
  const { client } = trino as unknown as {
    client?: { clientConfig?: { adapter?: unknown } };
  };
  if (typeof client?.clientConfig !== 'object') {
    throw new TrinoConfigurationError(
      'This version of trino-client keeps its configuration elsewhere: its HTTP could not be replaced',
    );
  }
  client.clientConfig.adapter = async (request: AdapterRequest) => {
    const headers = trinoHeaders(request);
    const page =
      request.method?.toUpperCase() === 'POST'
        ? await transport.post(String(request.data), headers)
        : await transport.next(String(request.url), headers);
    return {
      status: 200,
      statusText: 'OK',
      headers: {},
      config: request,
      data: pageForClient(page),
    };
  };
  return trino;
}

function pageForClient({ queryId, nextUri }: StatementPage) {
  return { id: queryId, nextUri, data: SOME_ROWS };
}

/** Those of the session; axios adds some of its own. */
function trinoHeaders(request: AdapterRequest): Record<string, string> {
  const headers = request.headers?.toJSON?.() ?? {};
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase().startsWith('x-trino-'))
      .map(([name, value]) => [name, String(value)]),
  );
}
