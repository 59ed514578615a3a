import { KubernetesClient } from './KubernetesClient';
import type {
  KubernetesRequest,
  KubernetesResponse,
} from './KubernetesTransport';

const CONFIG_MAPS = JSON.stringify({
  kind: 'APIResourceList',
  resources: [{ name: 'configmaps', kind: 'ConfigMap', namespaced: true }],
});
const A = {
  ...{ apiVersion: 'v1', kind: 'ConfigMap' },
  ...{ name: 'a', namespace: 'lake' },
};

function clientOf(
  answer: (request: KubernetesRequest, count: number) => KubernetesResponse,
) {
  let count = 0;
  return new KubernetesClient({
    async request(request) {
      if (request.path === '/api/v1') return { status: 200, body: CONFIG_MAPS };
      count += 1;
      return answer(request, count);
    },
  });
}

function status(code: number, fields: object): KubernetesResponse {
  return {
    status: code,
    body: JSON.stringify({ kind: 'Status', code, ...fields }),
  };
}

describe('A client of an API server', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('takes only the word of the API server for an object not being there, not that of a proxy', async () => {
    const missing = clientOf(() => status(404, { reason: 'NotFound' }));
    expect(await missing.find(A)).toBeUndefined();
    const message = `Cluster 'lake' not found`;
    for (const body of [
      JSON.stringify({ error: { name: 'NotFoundError', message } }),
      '<html>404</html>',
      '',
      '404 page not found',
    ])
      await expect(
        clientOf(() => ({ status: 404, body })).find(A),
      ).rejects.toMatchObject({ name: 'UnexpectedResponseError' });
    await expect(
      clientOf(() => ({
        status: 404,
        body: JSON.stringify({ error: { message } }),
      })).find(A),
    ).rejects.toThrow(message);
  });

  it('says so of an answer that is a page, garbage, or half of one', async () => {
    for (const body of ['<!doctype html><p>Sign in', 'null', '{"kind":', '[1'])
      await expect(
        clientOf(() => ({ status: 200, body })).find(A),
      ).rejects.toMatchObject({
        name: 'UnexpectedResponseError',
        operation: 'GET /api/v1/namespaces/lake/configmaps/a',
      });
  });

  it('asks again where the server has no time, as often as makes sense, and then says what it said', async () => {
    jest.useFakeTimers();
    const later = clientOf((_, count) =>
      count < 3
        ? status(429, { message: 'too many requests' })
        : { status: 200, body: JSON.stringify({ ...A, metadata: A }) },
    );
    const found = later.find(A);
    await jest.runAllTimersAsync();
    expect(await found).toMatchObject({ kind: 'ConfigMap' });
    let asked = 0;
    const never = clientOf((_, count) => {
      asked = count;
      return { status: 503, body: '<html>Bad gateway' };
    });
    const failure = never.find(A).catch(error => error);
    await jest.runAllTimersAsync();
    expect(await failure).toMatchObject({
      name: 'ClusterUnreachableError',
      message: expect.stringContaining('page of HTML'),
    });
    expect(asked).toBe(4);
  });

  it('does not ask again where it is refused', async () => {
    for (const [code, fields, name] of [
      [401, { message: 'Unauthorized' }, 'UnauthorizedError'],
      [
        403,
        { message: 'x cannot get resource "configmaps" in API group ""' },
        'ForbiddenError',
      ],
      [
        422,
        { message: 'wrong', details: { causes: [{ field: 'data' }] } },
        'ObjectRejectedError',
      ],
      [
        500,
        {
          message:
            'failed to create typed patch object (a/b; v1, Kind=ConfigMap): .x: field not declared in schema',
        },
        'ObjectRejectedError',
      ],
    ] as const) {
      let asked = 0;
      const client = clientOf((_, count) => {
        asked = count;
        return status(code, fields);
      });
      await expect(client.find(A)).rejects.toMatchObject({ name });
      expect(asked).toBe(1);
    }
  });

  it('asks for a kind that was not there again: its definition may be there now', async () => {
    let isThere = false;
    const client = new KubernetesClient({
      async request({ path }) {
        if (path === '/apis/keda.sh')
          return { status: 404, body: '404 page not found\n' };
        return isThere
          ? {
              status: 200,
              body: JSON.stringify({
                resources: [
                  {
                    ...{ name: 'scaledobjects', namespaced: true },
                    kind: 'ScaledObject',
                  },
                ],
              }),
            }
          : { status: 404, body: '404 page not found\n' };
      },
    });
    const ask = () => client.resourceOf('keda.sh/v1alpha1', 'ScaledObject');
    await expect(ask()).rejects.toMatchObject({
      ...{ name: 'UnknownKindError', operator: 'KEDA' },
      message: expect.stringContaining('Have KEDA installed first'),
    });
    isThere = true;
    expect(await ask()).toMatchObject({ name: 'scaledobjects' });
  });
});
