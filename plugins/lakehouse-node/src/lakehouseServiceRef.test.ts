import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { LakehouseService } from './LakehouseService';
import { lakehouseServiceRef } from './lakehouseServiceRef';

describe('lakehouseServiceRef', () => {
  let server: Server;
  const seen: Array<{ method?: string; url?: string; authorization?: string }> =
    [];

  beforeAll(async () => {
    server = createServer((req, res) => {
      seen.push({
        method: req.method,
        url: req.url,
        authorization: req.headers.authorization,
      });
      res.setHeader('content-type', 'application/json');
      res.end('{"items":[]}');
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  it('calls the back end over HTTP with a token for it, on behalf of the given credentials', async () => {
    let service: LakehouseService | undefined;
    const port = (server.address() as AddressInfo).port;
    const probe = createBackendPlugin({
      pluginId: 'probe',
      register: env =>
        env.registerInit({
          deps: { lakehouse: lakehouseServiceRef },
          async init({ lakehouse }) {
            service = lakehouse;
          },
        }),
    });
    const backend = await startTestBackend({
      features: [
        probe,
        mockServices.discovery.mock({
          getBaseUrl: async plugin => `http://127.0.0.1:${port}/api/${plugin}`,
        }).factory,
      ],
    });
    await service!.listLakehouses({
      credentials: mockCredentials.user('user:default/ann'),
    });
    await service!.scanTable(
      { lakehouse: 'retail', schema: 'a', table: 'b/c' },
      { credentials: mockCredentials.service('plugin:probe') },
    );
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/api/lakehouse/lakehouses',
        authorization: mockCredentials.service.header({
          onBehalfOf: mockCredentials.user('user:default/ann'),
          targetPluginId: 'lakehouse',
        }),
      },
      {
        method: 'POST',
        url: '/api/lakehouse/lakehouses/retail/schemas/a/tables/b%2Fc/scan',
        authorization: mockCredentials.service.header({
          onBehalfOf: mockCredentials.service('plugin:probe'),
          targetPluginId: 'lakehouse',
        }),
      },
    ]);
    await backend.stop();
  });
});
