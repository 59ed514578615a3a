import { TrinoProtocolError } from '../errors';

/** Below it are the pages of all statements. */
const STATEMENT_PATH = '/v1/statement/';

/**
 * Where the next page is asked for: always below the configured server. A page that is named elsewhere would be sent
 * the credentials.
 *
 * @param announced - Further addresses that Trino may name; their pages are asked from `server` all the same.
 * @param quote - Makes what Trino named fit for a message.
 * @throws TrinoProtocolError
 */
export function resolveNextUri(
  nextUri: string,
  server: URL,
  announced: URL[],
  queryId: string | undefined,
  quote: (text: string) => string,
): URL {
  const url = URL.canParse(nextUri) ? new URL(nextUri) : undefined;
  if (!url || url.username || url.password) {
    throw new TrinoProtocolError('nextUri is no URL', { queryId });
  }
  const base = [server, ...announced].find(
    candidate =>
      candidate.origin === url.origin &&
      url.pathname.startsWith(`${pathOf(candidate)}${STATEMENT_PATH}`),
  );
  if (!base) {
    throw new TrinoProtocolError(
      `Trino names the next page at ${quote(
        nextUri.replace(/[?#].*$/s, ''),
      )}, which is not below ${server.origin}${pathOf(
        server,
      )}${STATEMENT_PATH}: not asked for. Behind a reverse proxy, let Trino know its address (http-server.process-forwarded=true) or add it to announcedServers`,
      { queryId },
    );
  }
  const resolved = new URL(server);
  resolved.pathname = `${pathOf(server)}${url.pathname.slice(
    pathOf(base).length,
  )}`;
  resolved.search = url.search;
  return resolved;
}

function pathOf(url: URL): string {
  return url.pathname === '/' ? '' : url.pathname.replace(/\/+$/, '');
}
