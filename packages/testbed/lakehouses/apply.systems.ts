import {
  ID_LABEL,
  KubernetesClient,
  PART_OF_LABEL,
  parentOf,
  planRemoval,
  preflight,
  readStatus,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster } from '../src/kubernetes';
import { AppliedSets, MANAGER } from './kubernetes/AppliedSets';
import { transportAs } from './kubernetes/clientAs';
import { deployment, smallLakehouse } from './kubernetes/smallLakehouse';

describe('Objects applied to a Kubernetes that is its API only', () => {
  const sets = new AppliedSets();
  const { set, apply, preview, actions, live, versions, configMap } = sets;
  let cluster: KubernetesCluster;
  let client: KubernetesClient;
  let namespace: string;

  beforeAll(async () => {
    ({ cluster, client } = await sets.start());
  }, 6_000_000);

  beforeEach(() => {
    namespace = sets.next();
  });

  afterAll(() => sets.stop());

  it('makes a lakehouse from nothing with its namespace, and a second time sends nothing', async () => {
    const objects = smallLakehouse(namespace);
    const before = await preview(objects);
    expect(actions(before.objects)).toMatchObject({
      [`Namespace/${namespace}`]: 'create',
      [`Deployment.apps/${namespace}/trino`]: 'unknown-until-namespace-exists',
    });
    expect(before.applicable).toBe(true);
    const progress: string[] = [];
    const first = await apply(objects, {
      onProgress: step => {
        if (step.kind === 'object') progress.push(step.object.id);
      },
    });
    expect(first.outcome).toBe('applied');
    expect(first.counts.created).toBe(objects.length);
    expect(progress).toHaveLength(objects.length);
    expect(progress[0]).toBe(`Namespace/${namespace}`);
    expect(progress[progress.length - 1]).toBe(
      `Job.batch/${namespace}/create-tables`,
    );
    for (const object of objects)
      expect((await live(object)).metadata.labels?.[PART_OF_LABEL]).toBe(
        first.setId,
      );
    const known = await versions(objects);
    const second = await apply(objects);
    expect(second.outcome).toBe('unchanged');
    expect(second.counts.unchanged).toBe(objects.length);
    expect(await versions(objects)).toEqual(known);
    expect((await preview(objects)).counts.unchanged).toBe(objects.length);
  });

  it('remembers the set as KEP-3659 has it, so that kubectl would know it', async () => {
    const { setId } = await apply(smallLakehouse(namespace));
    const parent = (await client.find(parentOf(set())))!;
    expect(setId).toMatch(/^applyset-[-_A-Za-z0-9]{43}-v1$/);
    expect(parent.metadata.labels).toEqual({ [ID_LABEL]: setId });
    expect(parent.metadata.annotations).toEqual({
      'applyset.kubernetes.io/tooling': 'lakehouse-portal/v1',
      'applyset.kubernetes.io/contains-group-kinds':
        'ConfigMap,Deployment.apps,Job.batch,Namespace,PersistentVolumeClaim,Secret,Service,ServiceAccount',
    });
  });

  it('changes only what is rendered otherwise, shows each field before and after, and leaves what others added', async () => {
    const objects = smallLakehouse(namespace);
    await apply(objects);
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
          metadata: {
            ...{ name: 'trino', namespace },
            annotations: { 'example.com/team': 'data' },
          },
        },
      ],
      { manager: 'somebody' },
    );
    const newer = [
      deployment(namespace, { image: 'example.invalid/trino:477' }),
      ...objects.slice(1),
    ];
    const image = '.spec.template.spec.containers[name="trino"].image';
    const change = {
      path: image,
      before: 'example.invalid/trino:476',
      after: 'example.invalid/trino:477',
    };
    const seen = await preview(newer);
    const [changed] = seen.objects.filter(({ action }) => action === 'update');
    expect(changed.changes).toEqual([change]);
    expect(seen.counts).toMatchObject({ update: 1, unchanged: 7 });
    const report = await apply(newer);
    expect(report.counts).toMatchObject({ updated: 1, unchanged: 7 });
    const [updated] = report.objects.filter(
      ({ action }) => action === 'updated',
    );
    expect(updated.changes).toEqual([change]);
    const { metadata } = await live(objects[0]);
    expect(metadata.annotations).toMatchObject({ 'example.com/team': 'data' });
  });

  it('says what has drifted and who did it, and applying sets it right', async () => {
    const objects = smallLakehouse(namespace);
    await apply(objects);
    const options = { fieldManager: MANAGER, set: set() };
    const before = await readStatus(client, objects, options);
    expect(before.drifted).toBe(false);
    await cluster.api.request(
      'PATCH',
      `/api/v1/namespaces/${namespace}/configmaps/trino-catalogs?fieldManager=jo&force=true`,
      JSON.stringify({
        ...{ apiVersion: 'v1', kind: 'ConfigMap' },
        metadata: { name: 'trino-catalogs' },
        data: { 'lake.properties': 'connector.name=hive\n' },
      }),
    );
    await cluster.api.request(
      'DELETE',
      `/api/v1/namespaces/${namespace}/services/trino`,
    );
    const { objects: found } = await readStatus(client, objects, options);
    const drifted = found.filter(({ state }) => state !== 'as-rendered');
    expect(drifted).toMatchObject([
      {
        id: `ConfigMap/${namespace}/trino-catalogs`,
        state: 'drifted',
        fields: [
          {
            path: '.data.lake.properties',
            before: 'connector.name=hive\n',
            after: 'connector.name=iceberg\n',
            owners: [{ manager: 'jo', operation: 'Apply' }],
          },
        ],
      },
      { id: `Service/${namespace}/trino`, state: 'missing', fields: [] },
    ]);
    const report = await apply(objects, {
      takeOwnership: ['.data.lake.properties'],
    });
    expect(report.counts).toMatchObject({ updated: 1, created: 1 });
    const after = await readStatus(client, objects, options);
    expect(after.drifted).toBe(false);
  });

  it('shows a conflict per field with its manager, takes nothing unasked, and nothing else is applied either', async () => {
    const objects = [
      ...smallLakehouse(namespace),
      configMap('another', { a: '1' }),
    ];
    await apply(objects.slice(0, -1));
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
          metadata: { name: 'trino', namespace },
          spec: { replicas: 3 },
        },
      ],
      { manager: 'autoscaler', force: true },
    );
    await cluster.api.applyServerSide(
      [configMap('trino-catalogs', { 'lake.properties': 'mine' })],
      { manager: 'jo', force: true },
    );
    const id = `Deployment.apps/${namespace}/trino`;
    const seen = await preview(objects);
    expect(seen.applicable).toBe(false);
    expect(seen.objects.find(object => object.id === id)).toMatchObject({
      action: 'conflict',
      conflicts: [{ field: '.spec.replicas', manager: 'autoscaler' }],
      changes: [{ path: '.spec.replicas', before: 3, after: 1 }],
    });
    const refused = await apply(objects);
    expect(refused.outcome).toBe('incomplete');
    expect(refused.counts).toMatchObject({ conflict: 2, 'not-reached': 7 });
    expect(await client.find({ ...objects[8], ...objects[8].metadata })).toBe(
      undefined,
    );
    // One of the two is agreed to: still nothing.
    const half = await apply(objects, { takeOwnership: ['.spec.replicas'] });
    expect(half.counts).toMatchObject({ conflict: 1, updated: 0 });
    expect((await live(objects[0])).spec).toMatchObject({ replicas: 3 });
    const taken = await apply(objects, {
      takeOwnership: [
        `${id} .spec.replicas`,
        `ConfigMap/${namespace}/trino-catalogs .data.lake.properties`,
      ],
    });
    expect(taken.outcome).toBe('applied');
    expect(
      taken.objects.flatMap(({ tookOwnershipOf = [] }) => tookOwnershipOf),
    ).toEqual(['.data.lake.properties', '.spec.replicas']);
    expect((await live(objects[0])).spec).toMatchObject({ replicas: 1 });
  });

  it('without checking first, applies up to the layer with a conflict, and goes on from there once it is solved', async () => {
    const objects = smallLakehouse(namespace);
    await apply([objects[7], objects[2]]);
    await cluster.api.applyServerSide(
      [configMap('trino-catalogs', { 'lake.properties': 'mine' })],
      { manager: 'jo', force: true },
    );
    const stopped = await apply(objects, { checkFirst: false });
    expect(stopped.outcome).toBe('incomplete');
    expect(actions(stopped.objects)).toMatchObject({
      [`Namespace/${namespace}`]: 'unchanged',
      [`ServiceAccount/${namespace}/trino`]: 'created',
      [`ConfigMap/${namespace}/trino-catalogs`]: 'conflict',
      [`Secret/${namespace}/lake-secrets`]: 'created',
      [`Deployment.apps/${namespace}/trino`]: 'not-reached',
    });
    const rest = await apply(objects, {
      takeOwnership: ['.data.lake.properties'],
    });
    expect(rest.outcome).toBe('applied');
    expect(rest.counts).toMatchObject({ unchanged: 3, updated: 1, created: 4 });
  });

  it('goes on where it was interrupted, again and again, without a duplicate', async () => {
    const objects = smallLakehouse(namespace);
    let interruptions = 0;
    for (let limit = 1; ; limit += 3) {
      const controller = new AbortController();
      const transport = transportAs(cluster.api);
      let writes = 0;
      const dying = new KubernetesClient({
        async request(request) {
          const isWrite =
            request.method !== 'GET' && request.query?.dryRun === undefined;
          if (isWrite && ++writes > limit) {
            // As if the process was killed: the request is out, and nobody reads the answer.
            void transport.request(request).catch(() => undefined);
            controller.abort(new Error('killed'));
          }
          return transport.request(request);
        },
      });
      try {
        await apply(objects, { signal: controller.signal }, dying);
        break;
      } catch (error) {
        expect((error as Error).message).toBe('killed');
        interruptions += 1;
      }
    }
    expect(interruptions).toBeGreaterThan(1);
    expect((await apply(objects)).outcome).toBe('unchanged');
    const { goes, stays } = await planRemoval(client, set());
    expect(goes.length + stays.length).toBe(objects.length);
  });

  it('applies a definition and an object of it at once, in this order, and says who is missing without it', async () => {
    const group = `test-${process.pid}.example.com`;
    const definition = {
      ...{ apiVersion: 'apiextensions.k8s.io/v1' },
      kind: 'CustomResourceDefinition',
      metadata: { name: `lakes.${group}` },
      spec: {
        ...{ group, scope: 'Namespaced' },
        names: { kind: 'Lake', plural: 'lakes', singular: 'lake' },
        versions: [
          {
            ...{ name: 'v1', served: true, storage: true },
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: { depth: { type: 'integer', minimum: 1 } },
                  },
                },
              },
            },
          },
        ],
      },
    };
    const lake = (depth: number) => ({
      ...{ apiVersion: `${group}/v1`, kind: 'Lake' },
      metadata: { name: 'deep', namespace },
      spec: { depth },
    });
    const own = smallLakehouse(namespace)[7];
    await apply([own]);
    const alone = await preview([lake(1)]);
    expect(alone.objects[0].refusal?.message).toContain(group);
    const both = await preview([lake(1), definition]);
    expect(actions(both.objects)).toEqual({
      [`CustomResourceDefinition.apiextensions.k8s.io/lakes.${group}`]:
        'create',
      [`Lake.${group}/${namespace}/deep`]: 'unknown-until-kind-exists',
    });
    const { allowed } = await preflight(client, [lake(1), definition]);
    expect(allowed).toBe(true);
    const report = await apply([lake(1), definition, own]);
    expect(report.counts.created).toBe(2);
    const refused = await apply([lake(0), definition, own]);
    expect(
      refused.objects.find(({ action }) => action === 'rejected')?.refusal
        ?.causes,
    ).toMatchObject([{ field: 'spec.depth' }]);
  });
});
