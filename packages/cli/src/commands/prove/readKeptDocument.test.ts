import { KubernetesClient } from '@lakehouse-portal/kubernetes';
import { readKeptDocument } from './readKeptDocument';

const SALES = `apiVersion: lakehouse-portal.io/v1alpha1
kind: Lakehouse
metadata: { name: sales }
spec: { owner: "group:default/data" }
`;

/** A cluster that has these ConfigMaps, by namespace and name. */
function clusterWith(configMaps: Record<string, object>) {
  const asked: string[] = [];
  const answers: Record<string, object> = {
    '/api/v1': {
      kind: 'APIResourceList',
      resources: [
        {
          ...{ name: 'configmaps', kind: 'ConfigMap', namespaced: true },
          verbs: ['get'],
        },
      ],
    },
    ...Object.fromEntries(
      Object.entries(configMaps).map(([id, data]) => {
        const [namespace, name] = id.split('/');
        const path = `/api/v1/namespaces/${namespace}/configmaps/${name}`;
        const type = { apiVersion: 'v1', kind: 'ConfigMap' };
        return [path, { ...type, metadata: { name, namespace }, data }];
      }),
    ),
  };
  const client = new KubernetesClient({
    request: async ({ path }) => {
      asked.push(path);
      const body = answers[path] ?? {
        ...{ kind: 'Status', apiVersion: 'v1', code: 404 },
        ...{ reason: 'NotFound', message: 'not found' },
      };
      return {
        status: path in answers ? 200 : 404,
        body: JSON.stringify(body),
      };
    },
  });
  return { asked, cluster: { client, name: 'production' } };
}

describe('the document that a cluster keeps', () => {
  const { signal } = new AbortController();
  const place = { name: 'sales', namespace: 'lakes' };

  it('is read from the namespace of the lakehouse', async () => {
    const { cluster } = clusterWith({
      'lakes/sales-document': { 'lakehouse.yaml': SALES },
    });
    expect(await readKeptDocument(cluster, place, signal)).toMatchObject({
      metadata: { name: 'sales' },
    });
  });

  it('is called by its ConfigMap where it can not be used', async () => {
    const { cluster } = clusterWith({
      'lakes/sales-document': {
        'lakehouse.yaml': SALES.replace('spec: {', 'spec: { size: huge,'),
      },
    });
    await expect(readKeptDocument(cluster, place, signal)).rejects.toThrow(
      /ConfigMap lakes\/sales-document[^]*spec\.size/,
    );
  });

  it.each<[string, Record<string, object>]>([
    ['no such ConfigMap', {}],
    ['one of something else', { 'lakes/sales-document': { other: 'x' } }],
  ])('says where it was looked for in a cluster with %s', async (_, maps) => {
    const { cluster, asked } = clusterWith(maps);
    await expect(
      readKeptDocument(cluster, place, signal),
    ).rejects.toMatchObject({
      name: 'BadInputError',
      message: expect.stringMatching(
        /namespace lakes of production has no ConfigMap sales-document.*--namespace/,
      ),
    });
    expect(asked).toContain(
      '/api/v1/namespaces/lakes/configmaps/sales-document',
    );
  });
});
