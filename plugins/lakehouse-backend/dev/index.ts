import { join } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';

/**
 * The lakehouse back end alone, with the example lakehouse, for development: `yarn start` in this folder, then
 *
 *   curl -H 'Authorization: Bearer mock-user-token' http://localhost:7007/api/lakehouse/overview
 */
const port = process.env.PORT ?? '7007';

const backend = createBackend();
backend.add(mockServices.auth.factory());
backend.add(mockServices.httpAuth.factory());
backend.add(
  mockServices.rootConfig.factory({
    data: {
      backend: {
        baseUrl: `http://localhost:${port}`,
        listen: { host: '127.0.0.1', port: Number(port) },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      lakehouse: {
        connections: {
          retail: {
            type: 'embedded',
            directory: join(process.cwd(), '.data', 'retail'),
            example: 'retail',
          },
        },
        embedded: { directory: join(process.cwd(), '.data', 'lakehouses') },
      },
    },
  }),
);
backend.add(import('../src'));
backend.start();
