import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ClusterUnreachableError,
  type KubernetesRequest,
  type KubernetesResponse,
} from '@lakehouse-portal/kubernetes';
import { permissionsDenying } from '../__testUtils__/permissionsDenying';
import { BlueprintPreviewer } from './BlueprintPreviewer';

const DOCUMENT = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'Lakehouse',
  metadata: { name: 'sales' },
  spec: { owner: 'group:default/web' },
};

function previewerOver(
  answer: (request: KubernetesRequest) => Promise<KubernetesResponse>,
  ...denied: string[]
) {
  const asked: string[] = [];
  const previewer = BlueprintPreviewer.create({
    kubernetes: {
      transportTo: async cluster => ({
        request: async request => {
          asked.push(`${cluster} ${request.method} ${request.path}`);
          return answer(request);
        },
      }),
    },
    permissions: permissionsDenying(...denied),
  });
  return {
    asked,
    preview: (document: object = DOCUMENT) =>
      previewer.preview(
        { document, cluster: 'prod' },
        {
          credentials: mockCredentials.user(),
          signal: new AbortController().signal,
        },
      ),
  };
}

describe('BlueprintPreviewer', () => {
  it('asks no cluster for who may not create a lakehouse', async () => {
    const { preview, asked } = previewerOver(
      async () => ({ status: 200, body: '{}' }),
      'lakehouse.create',
    );
    await expect(preview()).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(asked).toEqual([]);
  });

  it('says what is wrong with a document, and asks no cluster', async () => {
    const { preview, asked } = previewerOver(async () => ({
      ...{ status: 200, body: '{}' },
    }));
    await expect(
      preview({ ...DOCUMENT, metadata: { name: 'Sales!' } }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining('metadata.name must be lower case'),
    });
    expect(asked).toEqual([]);
  });

  it('answers that a cluster is not reached, in its words', async () => {
    const { preview } = previewerOver(async () => {
      throw new ClusterUnreachableError(
        "The cluster can't be reached at https://10.0.0.1: connect ECONNREFUSED",
      );
    });
    await expect(preview()).resolves.toEqual({
      status: 'not-tried',
      reason: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('answers that a cluster does not know who asks', async () => {
    const { preview } = previewerOver(async () => ({
      status: 401,
      body: JSON.stringify({
        ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 401 },
        ...{ reason: 'Unauthorized', message: 'Unauthorized' },
      }),
    }));
    await expect(preview()).resolves.toMatchObject({
      ...{ status: 'not-tried', reason: 'unauthorized' },
    });
  });

  it('does not hide a mistake of its own as trouble of a cluster', async () => {
    const { preview } = previewerOver(async () => {
      throw new RangeError('a bug');
    });
    await expect(preview()).rejects.toThrow('a bug');
  });
});
