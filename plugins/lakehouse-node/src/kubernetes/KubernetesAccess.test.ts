import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { KubernetesClient } from '@lakehouse-portal/kubernetes';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubernetesAccess } from './KubernetesAccess';

describe('KubernetesAccess', () => {
  let server: Server;
  let asked: IncomingMessage[];
  let answer: { status: number; body: unknown };
  let access: KubernetesAccess;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      response.statusCode = answer.status;
      response.end(JSON.stringify(answer.body));
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = server.address() as AddressInfo;
    access = new KubernetesAccess({
      discovery: mockServices.discovery.mock({
        getBaseUrl: async id => `http://127.0.0.1:${port}/api/${id}`,
      }),
      auth: mockServices.auth(),
    });
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it('asks the proxy of the Kubernetes plugin for a cluster on behalf of the user', async () => {
    answer = {
      status: 200,
      body: { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'a' } },
    };
    const transport = await access.transportTo('prod', mockCredentials.user());
    const { status } = await transport.request({
      ...{ method: 'GET', path: '/api/v1/namespaces/lake/configmaps/a' },
    });
    expect(status).toBe(200);
    expect(asked[0].url).toBe(
      '/api/kubernetes/proxy/api/v1/namespaces/lake/configmaps/a',
    );
    expect(asked[0].headers['backstage-kubernetes-cluster']).toBe('prod');
    expect(asked[0].headers.authorization).toBe(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.user(),
        targetPluginId: 'kubernetes',
      }),
    );
  });

  it('tells a cluster that does not answer, of which the proxy says 500, from one that has an error', async () => {
    const find = async () => {
      const transport = await access.transportTo(
        ...(['prod', mockCredentials.user()] as const),
      );
      return new KubernetesClient(transport).find({
        ...{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a' },
      });
    };
    answer = {
      status: 500,
      body: {
        error: {
          name: 'Error',
          message:
            "Cluster 'prod' request error; caused by Error: connect ECONNREFUSED 10.0.0.1:6443",
        },
        response: { statusCode: 500 },
      },
    };
    await expect(find()).rejects.toMatchObject({
      name: 'ClusterUnreachableError',
      message:
        'The cluster prod does not answer: connect ECONNREFUSED 10.0.0.1:6443',
    });
    answer = {
      status: 500,
      body: { kind: 'Status', message: 'etcdserver: no space', code: 500 },
    };
    await expect(find()).rejects.toMatchObject({ name: 'ServerError' });
  }, 60_000);

  it('does not take a cluster that the portal does not know for an object that is not there', async () => {
    answer = {
      status: 404,
      body: {
        error: { name: 'NotFoundError', message: "Cluster 'prod' not found" },
      },
    };
    const client = new KubernetesClient(
      await access.transportTo('prod', mockCredentials.user()),
    );
    await expect(
      client.find({
        ...{ apiVersion: 'v1', kind: 'ConfigMap' },
        ...{ name: 'a', namespace: 'lake' },
      }),
    ).rejects.toThrow(/Cluster 'prod' not found/);
  });

  it('lists clusters, none where there is none', async () => {
    answer = {
      status: 200,
      body: { items: [{ name: 'prod', title: 'Production' }, { name: 'dev' }] },
    };
    expect(await access.clusters(mockCredentials.user())).toEqual([
      { name: 'prod', title: 'Production' },
      { name: 'dev' },
    ]);
    answer = { status: 404, body: {} };
    expect(await access.clusters(mockCredentials.user())).toEqual([]);
    answer = { status: 200, body: 'odd' };
    await expect(access.clusters(mockCredentials.user())).rejects.toThrow(
      /does not tell its clusters/,
    );
  });
});
