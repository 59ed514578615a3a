import {
  configuredConnection,
  configuredLakehouses,
} from './configuredConnection';
import type { ConfiguredTable } from './ConfiguredTable';
import { listEmbeddedTables } from './listEmbeddedTables';
import type { LoadedConfig } from './loadConfig';
import { openConfigured } from './openConfigured';
import { policiesFor } from './policiesFor';

/** What kept a lakehouse, or a part of one, from being listed. */
export interface ListingTrouble {
  lakehouse: string;
  error: unknown;
}

/**
 * The tables of all configured lakehouses, of those that are not embedded as their catalogs list them now; all are asked at
 * the same time.
 */
export async function listConfiguredTables(config: LoadedConfig): Promise<{
  tables: ConfiguredTable[];
  troubles: ListingTrouble[];
  /** Lakehouses that answered, and have no table: perhaps not what was meant. */
  empty: string[];
}> {
  const listings = await Promise.all(
    configuredLakehouses(config).map(async lakehouse => {
      const troubles: ListingTrouble[] = [];
      const tables = await tablesOf(config, lakehouse, message =>
        troubles.push({ lakehouse, error: new Error(message) }),
      ).catch((error: unknown) => {
        troubles.push({ lakehouse, error });
        return [];
      });
      return { lakehouse, tables, troubles };
    }),
  );
  return {
    tables: listings.flatMap(({ tables }) => tables),
    troubles: listings.flatMap(({ troubles }) => troubles),
    empty: listings
      .filter(
        ({ tables, troubles }) => tables.length === 0 && troubles.length === 0,
      )
      .map(({ lakehouse }) => lakehouse),
  };
}

async function tablesOf(
  config: LoadedConfig,
  lakehouse: string,
  onTrouble: (message: string) => void,
): Promise<ConfiguredTable[]> {
  const connection = configuredConnection(config, lakehouse);
  if (connection.type === 'embedded')
    return listEmbeddedTables(config, lakehouse);
  const opened = await openConfigured(config, lakehouse, onTrouble);
  const tables: ConfiguredTable[] = [];
  try {
    const pages = opened.listTables({
      onRefused: ({ namespace, message }) =>
        onTrouble(`${namespace} is left out: ${message}`),
    });
    for await (const page of pages)
      for (const listed of page)
        if (listed.kind !== 'view') {
          const { namespace, name: table } = listed;
          tables.push({
            name: `${lakehouse}.${namespace}.${table}`,
            ...{ lakehouse, namespace, table },
            metadataLocation: listed.metadataLocation,
            unreadable: listed.unreadable,
            ...policiesFor(config.lakehouse, connection, {
              ...{ lakehouse, namespace, table },
            }),
          });
        }
  } finally {
    await opened.close?.();
  }
  return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
}
