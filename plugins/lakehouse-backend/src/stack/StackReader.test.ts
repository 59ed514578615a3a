import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ClusterUnreachableError,
  type KubernetesRequest,
  type KubernetesResponse,
} from '@lakehouse-portal/kubernetes';
import type { LakehouseDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { StackReader } from './StackReader';

const PLACE = {
  'backstage.io/kubernetes-cluster': 'prod',
  'backstage.io/kubernetes-namespace': 'sales',
  'backstage.io/kubernetes-id': 'sales',
};

function read(
  answer: (request: KubernetesRequest) => Promise<KubernetesResponse>,
  annotations: Record<string, string> = PLACE,
) {
  return StackReader.create({
    service: {
      getLakehouse: async () =>
        ({ name: 'sales', annotations } as unknown as LakehouseDetail),
    },
    kubernetes: { transportTo: async () => ({ request: answer }) },
    now: () => 42,
  }).read('sales', {
    credentials: mockCredentials.user(),
    signal: new AbortController().signal,
  });
}

describe('StackReader', () => {
  it('says of a lakehouse that is in no cluster what would say where it is', async () => {
    const asked = jest.fn();
    await expect(read(asked, {})).resolves.toMatchObject({
      ...{ status: 'not-read', reason: 'not-on-kubernetes' },
      message: expect.stringContaining('backstage.io/kubernetes-cluster'),
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('says of a cluster that it is not reached, in its words', async () => {
    await expect(
      read(async () => {
        throw new ClusterUnreachableError('connect ECONNREFUSED');
      }),
    ).resolves.toEqual({
      ...{ status: 'not-read', reason: 'unreachable' },
      message: 'connect ECONNREFUSED',
    });
  });

  it('says of a namespace without a document that it has none', async () => {
    await expect(read(apiServer({}))).resolves.toMatchObject({
      ...{ status: 'not-read', reason: 'no-document' },
    });
  });

  it('says of a document in the cluster that somebody has broken what is wrong with it', async () => {
    await expect(
      read(
        apiServer({
          'configmaps/sales-document': {
            ...{ apiVersion: 'v1', kind: 'ConfigMap' },
            metadata: { name: 'sales-document', namespace: 'sales' },
            data: { 'lakehouse.yaml': 'kind: Lakehouse\n' },
          },
        }),
      ),
    ).resolves.toMatchObject({
      ...{ status: 'not-read', reason: 'failed' },
      message: expect.stringContaining('apiVersion'),
    });
  });

  it('does not hide a mistake of its own as trouble of a cluster', async () => {
    await expect(
      read(async () => {
        throw new RangeError('a bug');
      }),
    ).rejects.toThrow('a bug');
  });
});

/** Answers for what is there, and that the rest is not; what it is for real is tested against a real one. */
function apiServer(objects: Record<string, object>) {
  return async ({ path }: KubernetesRequest): Promise<KubernetesResponse> => {
    if (path === '/api/v1')
      return {
        status: 200,
        body: JSON.stringify({
          kind: 'APIResourceList',
          resources: [
            {
              name: 'configmaps',
              kind: 'ConfigMap',
              namespaced: true,
              verbs: [],
            },
          ],
        }),
      };
    const found = Object.entries(objects).find(([end]) => path.endsWith(end));
    return found
      ? { status: 200, body: JSON.stringify(found[1]) }
      : {
          status: 404,
          body: JSON.stringify({
            ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure' },
            ...{ code: 404, reason: 'NotFound', message: 'not found' },
          }),
        };
  };
}
