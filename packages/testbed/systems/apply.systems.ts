import {
  type ApplyOptions,
  applyObjects,
  type KubernetesClient,
  type KubernetesObject,
  PART_OF_LABEL,
  previewObjects,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster, startKubernetes } from '../src/kubernetes';
import { clientAs } from './kubernetes/clientAs';
import { stoppedWithoutTrace } from './kubernetes/expectations';
import { deployment, job, smallLakehouse } from './kubernetes/smallLakehouse';

const MANAGER = 'lakehouse-portal';

describe('Objects applied to a Kubernetes that is its API only', () => {
  let cluster: KubernetesCluster;
  let client: KubernetesClient;
  let namespace: string;
  let count = 0;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'api' });
    client = clientAs(cluster.api);
  }, 6_000_000);

  beforeEach(() => {
    count += 1;
    namespace = `lake-${process.pid}-${count}`;
  });

  afterAll(() => cluster?.stop());

  function apply(
    objects: readonly KubernetesObject[],
    options: Partial<ApplyOptions> = {},
  ) {
    return applyObjects(client, objects, {
      fieldManager: MANAGER,
      set: { name: 'lake', namespace },
      ...options,
    });
  }

  function actions(objects: readonly { id: string; action: string }[]) {
    return Object.fromEntries(objects.map(({ id, action }) => [id, action]));
  }

  it('makes a lakehouse from nothing with its namespace, and a second time changes nothing', async () => {
    const objects = smallLakehouse(namespace);
    const preview = await previewObjects(client, objects, {
      fieldManager: MANAGER,
      set: { name: 'lake', namespace },
    });
    expect(actions(preview.objects)).toMatchObject({
      [`Namespace/${namespace}`]: 'create',
      [`Deployment.apps/${namespace}/trino`]: 'unknown-until-namespace-exists',
    });
    expect(preview.applicable).toBe(true);
    const first = await apply(objects);
    expect(new Set(Object.values(actions(first.objects)))).toEqual(
      new Set(['created']),
    );
    expect(first.outcome).toBe('applied');
    const versions = await Promise.all(
      objects.map(
        async object =>
          (await client.find({ ...object, ...object.metadata }))!.metadata,
      ),
    );
    expect(versions.map(({ labels }) => labels?.[PART_OF_LABEL])).toEqual(
      objects.map(() => first.setId),
    );
    const second = await apply(objects);
    expect(actions(second.objects)).toEqual(
      Object.fromEntries(first.objects.map(({ id }) => [id, 'unchanged'])),
    );
    expect(second.outcome).toBe('unchanged');
    const again = await Promise.all(
      objects.map(
        async object =>
          (await client.find({ ...object, ...object.metadata }))!.metadata,
      ),
    );
    expect(again.map(({ resourceVersion }) => resourceVersion)).toEqual(
      versions.map(({ resourceVersion }) => resourceVersion),
    );
  });

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('leaves no process and no folder when it was stopped', async () => {
    await stoppedWithoutTrace(cluster);
  });
});
