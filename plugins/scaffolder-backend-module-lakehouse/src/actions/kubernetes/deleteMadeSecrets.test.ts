import { readLakehouse, renderLakehouse } from '@lakehouse-portal/blueprint';
import {
  ForbiddenError,
  type KubernetesRequest,
  NotFoundError,
} from '@lakehouse-portal/kubernetes';
import { deleteMadeSecrets } from './deleteMadeSecrets';
import { EXAMPLE_DOCUMENT } from './exampleDocument';

const { lakehouse } = renderLakehouse(readLakehouse(EXAMPLE_DOCUMENT, 'test'));

describe('deleteMadeSecrets', () => {
  it('deletes what the cluster made for the lakehouse, by name and without reading it; what is gone already is well', async () => {
    const asked: string[] = [];
    const json = async ({ method, path }: KubernetesRequest) => {
      asked.push(`${method} ${path}`);
      if (/sales-(storage|rotation-values)$/.test(path))
        throw new NotFoundError('not found');
      return {} as never;
    };
    expect(await deleteMadeSecrets({ json }, lakehouse, undefined)).toEqual([
      'Secret/sales/sales-trino-internal',
      'Secret/sales/sales-database',
    ]);
    expect(asked).toEqual(
      [
        ...['sales-trino-internal', 'sales-storage', 'sales-database'],
        // Of a rotation that was never finished.
        'sales-rotation-values',
      ].map(name => `DELETE /api/v1/namespaces/sales/secrets/${name}`),
    );
  });

  it('says when it may not', async () => {
    const json = async () => {
      throw new ForbiddenError('cannot delete secrets');
    };
    await expect(
      deleteMadeSecrets({ json }, lakehouse, undefined),
    ).rejects.toThrow('cannot delete secrets');
  });
});
