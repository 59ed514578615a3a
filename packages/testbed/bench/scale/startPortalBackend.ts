import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import type { JsonObject } from '@backstage/types';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import {
  lakehouseConnectorsExtensionPoint,
  type LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { freePort } from '../../src/processes';
import type { PostgresServer } from '../../src/postgres';
import type { CountedProvider } from './CountedProvider';

/** A back end with the lakehouse plugin and the software catalog, as it runs in production. */
export interface PortalBackend {
  /** Of the HTTP API of the lakehouse plugin. */
  url: string;
  /** Calls the API as a service, and gives the answer. */
  call<T>(path: string, init?: RequestInit): Promise<T>;
  stop(): Promise<void>;
}

const TOKEN = 'only-for-measurements-on-this-machine';

/** Starts it in this process, on the loopback interface, with its databases in `postgres` (names begin with `prefix`). */
export async function startPortalBackend(options: {
  postgres: PostgresServer;
  prefix: string;
  lakehouse: JsonObject;
  connectors: LakehouseConnectorFactory[];
  provider?: CountedProvider;
}): Promise<PortalBackend> {
  const { host, port, user, password } = options.postgres.connection;
  const listen = await freePort();
  const baseUrl = `http://127.0.0.1:${listen}`;
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { host: '127.0.0.1', port: listen },
          database: {
            client: 'pg',
            prefix: options.prefix,
            connection: { host, port, user, password },
          },
          auth: {
            externalAccess: [
              { type: 'static', options: { token: TOKEN, subject: 'bench' } },
            ],
          },
        },
        // What is looked at is what mutations do, not the processing that follows them.
        catalog: { processingInterval: { hours: 24 } },
        lakehouse: options.lakehouse,
      },
    }),
  );
  backend.add(mockServices.rootLogger.factory({ level: 'warn' }));
  backend.add(lakehousePlugin);
  backend.add(
    createBackendModule({
      pluginId: 'lakehouse',
      moduleId: 'scale-connectors',
      register: env =>
        env.registerInit({
          deps: { point: lakehouseConnectorsExtensionPoint },
          async init({ point }) {
            for (const connector of options.connectors) {
              point.addConnector(connector);
            }
          },
        }),
    }),
  );
  if (options.provider) {
    backend.add(catalogPlugin);
    backend.add(options.provider.module());
  }
  await backend.start();
  const url = `${baseUrl}/api/lakehouse`;
  return {
    url,
    async call<T>(path: string, init: RequestInit = {}) {
      const response = await fetch(`${url}${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${TOKEN}` },
      });
      if (!response.ok) {
        throw new Error(`${path}: ${response.status} ${await response.text()}`);
      }
      return (await response.json()) as T;
    },
    async stop() {
      await backend.stop();
      await untilQuiet(options.postgres, options.prefix);
    },
  };
}

/** The catalog does not wait for what it is processing: who then stops the database reads of hundreds of failures. */
async function untilQuiet(
  postgres: PostgresServer,
  prefix: string,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const [{ active }] = await postgres.query(
      `SELECT count(*)::int AS active FROM pg_stat_activity
       WHERE starts_with(datname, $1) AND (state <> 'idle' OR state_change > now() - interval '1 second')`,
      { values: [prefix] },
    );
    if (active === 0 || Date.now() > deadline) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
