import {
  ForbiddenError,
  GENERATE_ANNOTATION,
  type KubernetesObject,
  LAYER_ANNOTATION,
  planRemoval,
  preflight,
  setIdOf,
  type KubernetesClient,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster, KubernetesApi } from '../src/kubernetes';
import { AppliedSets } from './kubernetes/AppliedSets';
import { clientAs } from './kubernetes/clientAs';
import { allowedSoon } from './kubernetes/expectations';
import {
  deployment,
  generatedSecret,
  job,
  smallLakehouse,
} from './kubernetes/smallLakehouse';

describe('What can not be applied to a Kubernetes, and is said', () => {
  const sets = new AppliedSets();
  const { set, apply, preview, configMap } = sets;
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

  it('names the rights that somebody lacks, before and when applying; with them it works', async () => {
    await apply([smallLakehouse(namespace)[7]]);
    const jo = await cluster.addUser(`jo-${namespace}`);
    const joClient = clientAs(jo.api);
    const objects = smallLakehouse(namespace).slice(0, 4);
    const report = await preflight(joClient, objects, {
      purposes: ['apply', 'wait'],
    });
    expect(report.allowed).toBe(false);
    expect(report.missing.map(({ message }) => message).sort()).toEqual([
      `May not get pods/log in namespace "${namespace}"`,
      `May not get, create or patch configmaps in namespace "${namespace}"`,
      `May not get, create or patch deployments.apps in namespace "${namespace}"`,
      `May not get, create or patch secrets in namespace "${namespace}"`,
      `May not get, create or patch services in namespace "${namespace}"`,
      `May not list events in namespace "${namespace}"`,
      `May not list pods in namespace "${namespace}"`,
      `May not list replicasets.apps in namespace "${namespace}"`,
    ]);
    const refused = await apply(objects, {}, joClient);
    expect(refused.counts).toMatchObject({ rejected: 4 });
    expect(refused.objects[0].refusal).toMatchObject({
      error: 'ForbiddenError',
      message: expect.stringContaining(
        `User "jo-${namespace}" cannot get resource`,
      ),
    });
    const rights = ['get', 'create', 'patch'];
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' },
          metadata: { name: 'applier', namespace },
          rules: [
            {
              apiGroups: ['', 'apps'],
              resources: ['configmaps', 'services', 'deployments'],
              verbs: rights,
            },
            {
              ...{ apiGroups: [''], resources: ['secrets'] },
              verbs: ['create'],
            },
            {
              ...{ apiGroups: [''], resources: ['secrets'] },
              ...{ verbs: ['get', 'patch'], resourceNames: ['lake-secrets'] },
            },
          ],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'applier', namespace },
          roleRef: {
            ...{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role' },
            name: 'applier',
          },
          subjects: [{ kind: 'User', name: `jo-${namespace}` }],
        },
      ],
      { manager: 'test' },
    );
    await allowedSoon(() =>
      jo.api
        .request('GET', `/api/v1/namespaces/${namespace}/configmaps/none`)
        .catch(error => {
          if (error.reason !== 'NotFound') throw error;
        }),
    );
    const { allowed, missing } = await preflight(joClient, objects, {
      set: set(),
    });
    expect({ allowed, missing }).toEqual({ allowed: true, missing: [] });
    expect((await apply(objects, {}, joClient)).outcome).toBe('applied');
  });

  it('is refused as a whole with what the server says when the set may not be written down, or nobody is known', async () => {
    const objects = [smallLakehouse(namespace)[7]];
    const stranger = clientAs(
      new KubernetesApi(cluster.url, cluster.ca, { token: 'guessed' }),
    );
    await expect(apply(objects, {}, stranger)).rejects.toMatchObject({
      name: 'UnauthorizedError',
    });
    const jo = await cluster.addUser(`jo-${namespace}`);
    await expect(apply([], {}, clientAs(jo.api))).rejects.toBeInstanceOf(
      ForbiddenError,
    );
  });

  it('refuses a misspelt field and names it, and all that is wrong with an object at once', async () => {
    await apply([smallLakehouse(namespace)[7]]);
    const wrong = deployment(namespace, { name: 'wrong' });
    const spec = { ...(wrong.spec as object), replicaz: 3 };
    const worse = deployment(namespace, { name: 'worse' });
    const worseSpec = {
      ...(worse.spec as object),
      replicas: -1,
      selector: { matchLabels: { app: 'other' } },
    };
    const { objects, applicable } = await preview([
      { ...wrong, spec },
      { ...worse, spec: worseSpec },
      {
        ...{ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' },
        metadata: { name: 'db', namespace },
      },
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap' },
        metadata: { name: 'lost', namespace: 'nowhere' },
      },
    ]);
    expect(applicable).toBe(false);
    expect(objects).toMatchObject([
      {
        id: 'ConfigMap/nowhere/lost',
        action: 'rejected',
        refusal: { error: 'NamespaceNotFoundError' },
      },
      {
        id: `Cluster.postgresql.cnpg.io/${namespace}/db`,
        refusal: {
          error: 'UnknownKindError',
          message: expect.stringContaining('CloudNativePG'),
        },
      },
      {
        refusal: {
          error: 'ObjectRejectedError',
          causes: [{ field: '.spec.replicaz', reason: 'FieldNotDeclared' }],
        },
      },
      {
        refusal: {
          causes: expect.arrayContaining([
            expect.objectContaining({ field: 'spec.replicas' }),
            expect.objectContaining({ field: 'spec.template.metadata.labels' }),
          ]),
        },
      },
    ]);
  });

  it('explains a field that can not be changed, and leaves a Job alone whose template changed', async () => {
    const objects = smallLakehouse(namespace);
    await apply(objects);
    const report = await apply([
      deployment(namespace, { app: 'other' }),
      job(namespace, 'create-tables', 'false'),
    ]);
    expect(report.outcome).toBe('incomplete');
    const [changed] = report.objects;
    expect(changed).toMatchObject({
      action: 'rejected',
      refusal: {
        causes: [{ field: 'spec.selector' }],
        remedy: expect.stringContaining('Remove the object, then apply again'),
      },
    });
    const seen = await preview([job(namespace, 'create-tables', 'false')]);
    expect(seen.objects[0]).toMatchObject({
      action: 'kept',
      note: expect.stringContaining('A new one needs another name'),
    });
    expect(seen.objects[0].changes.map(({ path }) => path)).toContain(
      '.spec.template.spec.containers[name="main"].command',
    );
    const kept = await apply([job(namespace, 'create-tables', 'false')]);
    expect(kept).toMatchObject({ outcome: 'unchanged', counts: { kept: 1 } });
  });

  it('obeys layers of its own, and refuses what it can not understand before it asks', async () => {
    const own = smallLakehouse(namespace)[7];
    const order: string[] = [];
    await apply(
      [
        own,
        configMap('last', {}, { [LAYER_ANNOTATION]: '200' }),
        configMap('first', {}, { [LAYER_ANNOTATION]: '5' }),
        smallLakehouse(namespace)[6],
      ],
      {
        onProgress: step => {
          if (step.kind === 'object') order.push(step.object.reference.name);
        },
      },
    );
    expect(order).toEqual([namespace, 'first', 'create-tables', 'last']);
    for (const [objects, said] of [
      [[configMap('a', {}, { [LAYER_ANNOTATION]: 'soon' })], /whole number/],
      [[configMap('a', {}), configMap('a', {})], /there twice/],
      [
        [configMap('a', {}, { [GENERATE_ANNOTATION]: 'a=32' })],
        /only a Secret/,
      ],
      [[generatedSecret(namespace, 'a=4')], /from 16/],
      [[{ ...configMap('', {}) }], /no metadata.name/],
    ] as [KubernetesObject[], RegExp][])
      await expect(apply(objects)).rejects.toThrow(said);
  });

  it('warns with the words of the server of pods that Pod Security will refuse', async () => {
    const own = smallLakehouse(namespace)[7];
    const restricted = {
      ...own,
      metadata: {
        ...own.metadata,
        labels: { 'pod-security.kubernetes.io/warn': 'restricted' },
      },
    };
    await apply([restricted]);
    const { objects } = await preview([deployment(namespace)]);
    expect(objects[0].warnings.join()).toContain('would violate PodSecurity');
  });

  it('takes no ConfigMap of somebody else for its set', async () => {
    const own = smallLakehouse(namespace)[7];
    await apply([own]);
    const other = { name: 'lake', namespace, id: 'another-id' };
    await expect(planRemoval(client, other)).rejects.toThrow(
      /is not that of this set/,
    );
    expect(await setIdOf(set())).not.toBe('another-id');
  });

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
});
