import { InputError } from '@backstage/errors';
import {
  QueryGate,
  readEndedQueries,
  TrinoClient,
} from '@lakehouse-portal/trino';
import { readInteger } from '../config/readInteger';
import { readTrinoConfig } from '../connectors/trino/readTrinoConfig';
import { TrinoExecutors } from '../connectors/trino/TrinoExecutors';
import type { ConnectionConfig } from '../config';
import type { ConfiguredEngines } from './ConfiguredEngines';

interface Engine {
  client: TrinoClient;
  executors: TrinoExecutors;
  catalog: string;
  source?: string;
}

/** The engines of `lakehouse.connections.<name>.maintenance`, each made when it is first needed. */
export function createConfiguredEngines(): ConfiguredEngines {
  const engines = new Map<string, Engine>();

  function engineOf(connection: ConnectionConfig): Engine | undefined {
    if (!connection.config.has('maintenance')) {
      return undefined;
    }
    const engine = engines.get(connection.name) ?? createEngine(connection);
    engines.set(connection.name, engine);
    return engine;
  }

  return {
    async of(connection, table, signal) {
      const engine = engineOf(connection);
      return (
        engine && {
          executor: await engine.executors.of(engine.catalog, signal),
          table,
        }
      );
    },
    async endedQueries(connection, options) {
      const engine = engineOf(connection);
      if (!engine) {
        return undefined;
      }
      const { client, catalog, source } = engine;
      const queries = await readEndedQueries(new QueryGate(client, 1), {
        ...options,
        catalogs: [catalog],
        ownSource: source,
      });
      return queries.map(({ table: { schema, table }, ...query }) => ({
        ...query,
        namespace: schema,
        name: table,
      }));
    },
    close() {
      for (const { client } of engines.values()) {
        client.close();
      }
      engines.clear();
    },
  };
}

/** @throws InputError that names the key. */
function createEngine(connection: ConnectionConfig): Engine {
  const key = `lakehouse.connections.${connection.name}.maintenance`;
  const config = connection.config.getConfig('maintenance');
  const trino = config.getConfig('trino');
  if (trino.has('catalogs')) {
    throw new InputError(
      `Config ${key}.trino needs "catalog", the one with the tables of this lakehouse, not "catalogs"`,
    );
  }
  const maxDurationMs =
    1000 *
    readInteger(trino, 'timeoutSeconds', {
      key: `${key}.trino`,
      min: 1,
      max: 86_400,
      default: 21_600,
    });
  // 0: Trino is asked.
  const release =
    readInteger(trino, 'release', {
      key: `${key}.trino`,
      min: 1,
      max: 9_999,
      default: 0,
    }) || undefined;
  const { client, catalogs } = readTrinoConfig(config, key, {
    maxTimeoutSeconds: 86_400,
  });
  const created = TrinoClient.create(client);
  return {
    client: created,
    catalog: catalogs[0],
    source: client.source,
    executors: new TrinoExecutors(created, {
      session: client.sessionProperties,
      maxDurationMs,
      release,
    }),
  };
}
