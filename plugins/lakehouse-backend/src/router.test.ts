import { once } from 'node:events';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import type { LakehouseService } from '@lakehouse-portal/plugin-lakehouse-node';
import express from 'express';
import type { MaintenanceService } from './maintenance';
import type { PolicyService } from './policies';
import { readOpenApi } from './readOpenApi';
import { createRouter } from './router';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

describe('createRouter', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it('logs an error where somebody waits for the answer, and none for a client that has gone away', async () => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    let asked: (signal: AbortSignal) => void = () => {};
    const router = createRouter({
      service: {
        getCommits: (_table, _page, { signal }) =>
          new Promise((_resolve, reject) => {
            const fail = () =>
              reject(new ServiceUnavailableError('The catalog is down'));
            signal!.addEventListener('abort', fail);
            asked(signal!);
            if (_table.table === 'down') fail();
          }),
      } as Partial<LakehouseService> as LakehouseService,
      maintenance: {} as MaintenanceService,
      policies: {} as PolicyService,
      blueprint: { preview: jest.fn() },
      stack: { read: jest.fn() },
      httpAuth: mockServices.httpAuth.mock(),
      auditor: mockServices.auditor.mock(),
    });
    const middleware = MiddlewareFactory.create({
      logger,
      config: mockServices.rootConfig(),
    });
    server = express()
      .use(router)
      .use(middleware.error())
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const commitsOf = (table: string) =>
      request({
        host: '127.0.0.1',
        port,
        path: `/lakehouses/retail/schemas/bronze/tables/${table}/commits`,
      }).end();

    const [answer] = await once(commitsOf('down'), 'response');
    expect(answer.statusCode).toBe(503);
    expect(logger.error).toHaveBeenCalledTimes(1);

    const waiting = new Promise<AbortSignal>(resolve => {
      asked = resolve;
    });
    const client = commitsOf('orders').on('error', () => {});
    const signal = await waiting;
    const aborted = once(signal, 'abort');
    client.destroy();
    await aborted;
    await new Promise(setImmediate);
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('has just the routes that openapi.yaml describes', () => {
    const router = createRouter({
      service: {} as LakehouseService,
      maintenance: {} as MaintenanceService,
      policies: {} as PolicyService,
      blueprint: { preview: jest.fn() },
      stack: { read: jest.fn() },
      httpAuth: mockServices.httpAuth.mock(),
      auditor: mockServices.auditor.mock(),
    });
    const routes = (router.stack as Layer[]).flatMap(({ route }) =>
      route
        ? Object.keys(route.methods).map(method => `${method} ${route.path}`)
        : [],
    );
    const { paths } = readOpenApi() as { paths: Record<string, object> };
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map(
        method => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    expect(
      routes.filter(route => route !== 'get /openapi.json').sort(),
    ).toEqual(described.sort());
  });
});
