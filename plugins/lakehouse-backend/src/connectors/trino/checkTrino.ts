import {
  CatalogAccessDeniedError,
  checkHop,
  HopFailure,
  HopSkipped,
  probeUrl,
  type ConnectionCheck,
} from '@lakehouse-portal/catalogs';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import {
  impersonationAdvice,
  ImpersonationDeniedError,
} from './ImpersonationDeniedError';

/** Tries the way to Trino hop by hop, up to the metadata of one table. Ends with the first hop that fails. */
export async function* checkTrino(options: {
  server: URL;
  ca?: string;
  hasCredentials: boolean;
  /** Whom statements run as. */
  user: string;
  /** @returns Version of Trino. @throws CatalogError */
  ask: (signal?: AbortSignal) => Promise<string>;
  connector: LakehouseConnector;
  signal?: AbortSignal;
}): AsyncGenerator<ConnectionCheck> {
  const { server, ca, ask, connector, signal } = options;
  yield await checkHop(
    'configuration',
    async () => `Trino is at ${server.href}`,
    signal,
  );
  if (!(yield* probeUrl(server, { ca, signal }))) {
    return;
  }
  let denied: CatalogAccessDeniedError | undefined;
  const authentication = await checkHop(
    'authentication',
    async () => {
      try {
        return `Trino ${await ask(signal)} answers${
          options.hasCredentials ? ' with these credentials' : ''
        }`;
      } catch (error) {
        // Who is refused has been recognised.
        if (!(error instanceof CatalogAccessDeniedError)) throw error;
        denied = error;
        return 'Trino knows who asks';
      }
    },
    signal,
  );
  yield authentication;
  if (authentication.outcome === 'failed') {
    return;
  }
  const authorisation = await checkHop(
    'authorisation',
    async () => {
      if (denied) {
        throw new HopFailure(
          denied.message,
          denied instanceof ImpersonationDeniedError
            ? `${impersonationAdvice(
                denied.rule,
              )}. Or set user to the name that authenticates.`
            : `Let Trino's access control, and whatever is before Trino, allow ${options.user} to run queries.`,
        );
      }
      return `${options.user} may run queries; which tables it may see, listing shows`;
    },
    signal,
  );
  yield authorisation;
  if (authorisation.outcome === 'failed') {
    return;
  }
  let table: ConnectorTable | undefined;
  const listing = await checkHop(
    'listing',
    async () => {
      for await (const page of connector.listTables({ signal })) {
        table = page.find(
          ({ kind, unreadable }) => kind !== 'view' && !unreadable,
        );
        if (table) break;
      }
      return table
        ? `Lists tables, ${table.namespace}.${table.name} among them`
        : 'Lists no table that this user may see';
    },
    signal,
  );
  yield listing;
  if (listing.outcome === 'failed') {
    return;
  }
  yield await checkHop(
    'metadata-read',
    async () => {
      if (!table || !connector.readTable) {
        throw new HopSkipped('There is no table to read');
      }
      const reading = await connector.readTable(table, { signal });
      if (!reading) {
        throw new HopSkipped('The table has gone meanwhile');
      }
      return `Reads ${table.namespace}.${table.name} from its metadata tables`;
    },
    signal,
  );
}
