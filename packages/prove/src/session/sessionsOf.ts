import type { TrinoClient } from '@lakehouse-portal/trino';
import type { ProveSession } from '../model';

/**
 * One client for all users of a proof: it acts for them (`X-Trino-User`). Where Trino authenticates, the client's own user
 * needs the right to impersonate them.
 */
export function sessionsOf(
  client: Pick<TrinoClient, 'query'>,
): (user?: string) => ProveSession {
  return user => ({
    query: (statement, options) =>
      client.query(
        statement,
        user === undefined ? options : { ...options, user },
      ),
  });
}
