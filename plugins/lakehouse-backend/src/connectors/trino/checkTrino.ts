import {
  checkHop,
  HopSkipped,
  probeUrl,
  type ConnectionCheck,
} from '@lakehouse-portal/catalogs';
import type {
  ConnectorTable,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';

/** Tries the way to Trino hop by hop, up to the metadata of one table. Ends with the first hop that fails. */
export async function* checkTrino(options: {
  server: URL;
  ca?: string;
  hasCredentials: boolean;
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
  const authentication = await checkHop(
    'authentication',
    async () =>
      `Trino ${await ask(signal)} answers${
        options.hasCredentials ? ' with these credentials' : ''
      }`,
    signal,
  );
  yield authentication;
  if (authentication.outcome === 'failed') {
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
