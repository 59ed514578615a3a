import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import request from 'supertest';

/** Of a page of snapshots, what the tests look at. */
export interface PortalSnapshots {
  snapshots: Array<{ snapshotId: string }>;
}

/**
 * The back end of the portal with one lakehouse named `lake`, scanned.
 *
 * @param features - Besides, or instead of what is there: as another database.
 */
export async function startPortal(
  connection: JsonObject,
  features: NonNullable<
    Parameters<typeof startTestBackend>[0]['features']
  > = [],
): Promise<{
  /** The body of what is below `/api/lakehouse`. */
  get<T>(path: string): Promise<T>;
  /** Hops of the connection test of a source, as `hop outcome`. */
  check(source: string): Promise<string[]>;
  stop(): Promise<void>;
}> {
  const backend = await startTestBackend({
    features: [
      lakehousePlugin,
      mockServices.rootConfig.factory({
        data: { lakehouse: { connections: { lake: connection } } },
      }),
      ...features,
    ],
  });
  const { server } = backend;
  await request(server).post('/api/lakehouse/lakehouses/lake/scan').expect(200);
  return {
    async get<T>(path: string) {
      const { body } = await request(server)
        .get(`/api/lakehouse${path}`)
        .expect(200);
      return body as T;
    },
    async check(source) {
      const { text } = await request(server)
        .post(`/api/lakehouse/lakehouses/lake/sources/${source}/check`)
        .buffer(true)
        .parse((response, done) => {
          let body = '';
          response.on('data', chunk => {
            body += chunk;
          });
          response.on('end', () => done(null, body));
        })
        .expect(200)
        .then(response => ({ text: String(response.body) }));
      return text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
        .flatMap(event => (event.hop ? `${event.hop} ${event.outcome}` : []));
    },
    stop: () => backend.stop(),
  };
}
