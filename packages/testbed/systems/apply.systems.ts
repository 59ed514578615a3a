import {
  type ApplyOptions,
  applyObjects,
  ForbiddenError,
  GENERATE_ANNOTATION,
  ID_LABEL,
  KubernetesClient,
  type KubernetesObject,
  LAYER_ANNOTATION,
  type LiveObject,
  PART_OF_LABEL,
  parentOf,
  planRemoval,
  preflight,
  previewObjects,
  pruneObjects,
  readStatus,
  removeObjects,
  setIdOf,
} from '@lakehouse-portal/kubernetes';
import {
  type KubernetesCluster,
  KubernetesApi,
  startKubernetes,
} from '../src/kubernetes';
import { clientAs, transportAs } from './kubernetes/clientAs';
import { allowedSoon, stoppedWithoutTrace } from './kubernetes/expectations';
import {
  deployment,
  generatedSecret,
  job,
  smallLakehouse,
} from './kubernetes/smallLakehouse';

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

  beforeEach(async () => {
    count += 1;
    namespace = `lake-${process.pid}-${count}`;
  });

  afterAll(() => cluster?.stop());

  function set() {
    return { name: 'lake', namespace };
  }

  function apply(
    objects: readonly KubernetesObject[],
    options: Partial<ApplyOptions> = {},
    as: KubernetesClient = client,
  ) {
    return applyObjects(as, objects, {
      ...{ fieldManager: MANAGER, set: set() },
      ...options,
    });
  }

  function preview(objects: readonly KubernetesObject[]) {
    return previewObjects(client, objects, {
      ...{ fieldManager: MANAGER, set: set() },
    });
  }

  function actions(objects: readonly { id: string; action: string }[]) {
    return Object.fromEntries(objects.map(({ id, action }) => [id, action]));
  }

  async function live(object: KubernetesObject): Promise<LiveObject> {
    const { apiVersion, kind, metadata } = object;
    return (await client.find({ apiVersion, kind, ...metadata }))!;
  }

  async function versions(objects: readonly KubernetesObject[]) {
    const found = await Promise.all(objects.map(live));
    return found.map(({ metadata }) => metadata.resourceVersion);
  }

  function configMap(
    name: string,
    data: Record<string, string>,
    annotations?: Record<string, string>,
  ): KubernetesObject {
    return {
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: { name, namespace, ...(annotations && { annotations }) },
      data,
    };
  }

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

  it('names the rights that somebody lacks, before and when applying; with them it works', async () => {
    await apply([smallLakehouse(namespace)[7]]);
    const jo = await cluster.addUser(`jo-${count}`);
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
        `User "jo-${count}" cannot get resource`,
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
          subjects: [{ kind: 'User', name: `jo-${count}` }],
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
    const jo = await cluster.addUser(`jo-${count}`);
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

  it('makes up the values of a Secret once, never shows one, and adds only the keys that are missing', async () => {
    const [, , , secret, , , , own] = smallLakehouse(namespace);
    const first = await apply([own, secret]);
    const values = (await live(secret)).data as Record<string, string>;
    expect(first.objects[1].generatedKeys).toEqual([
      'password',
      'shared-secret',
    ]);
    const plain = Object.values(values).map(value =>
      Buffer.from(value, 'base64').toString(),
    );
    expect(plain.map(value => value.length)).toEqual([32, 64]);
    for (const value of plain)
      expect(value).toMatch(/^[A-Za-z][-_A-Za-z0-9]+$/);
    await apply([own, secret]);
    expect((await live(secret)).data).toEqual(values);
    const more = generatedSecret(
      namespace,
      'password=32,shared-secret=64,token=48',
    );
    const seen = await preview([own, more]);
    expect(seen.objects[1].changes).toContainEqual({
      ...{ path: '.data.token', secret: true },
    });
    const added = await apply([own, more]);
    expect(added.objects[1]).toMatchObject({
      ...{ action: 'updated', generatedKeys: ['token'] },
    });
    expect((await live(secret)).data).toEqual({
      ...values,
      token: expect.any(String),
    });
    const status = await readStatus(client, [own, more], {
      ...{ fieldManager: MANAGER, set: set() },
    });
    for (const said of [first, added, seen, status])
      for (const value of [...Object.values(values), ...plain])
        expect(JSON.stringify(said)).not.toContain(value);
  });

  it('does not show values of a Secret that somebody changed, only that they differ', async () => {
    const secret = {
      ...{ apiVersion: 'v1', kind: 'Secret' },
      metadata: { name: 'plain', namespace },
      data: { key: 'b25l' },
    };
    const own = smallLakehouse(namespace)[7];
    await apply([own, secret]);
    const seen = await preview([{ ...secret, data: { key: 'dHdv' } }]);
    expect(seen.objects[0].changes).toEqual([
      { path: '.data.key', secret: true },
    ]);
  });

  it('makes up one value where two apply at the same time', async () => {
    const objects = smallLakehouse(namespace);
    const [a, b] = await Promise.all([
      apply(objects),
      apply(objects, {}, clientAs(cluster.api)),
    ]);
    expect([a.outcome, b.outcome]).not.toContain('incomplete');
    const generated = [a, b].flatMap(({ objects: done }) =>
      done.flatMap(({ generatedKeys = [] }) => generatedKeys),
    );
    expect(generated.sort()).toEqual(['password', 'shared-secret']);
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

  it('prunes what is not rendered any more and is its own, and nothing else', async () => {
    const objects = [
      ...smallLakehouse(namespace),
      configMap('old', { a: '1' }),
    ];
    await apply(objects);
    await cluster.api.applyServerSide([configMap('not-ours', {})], {
      manager: 'jo',
    });
    const rendered = objects.filter(
      ({ kind, metadata }) =>
        kind !== 'PersistentVolumeClaim' &&
        kind !== 'Service' &&
        kind !== 'Secret' &&
        kind !== 'Namespace' &&
        metadata.name !== 'old',
    );
    const options = { fieldManager: MANAGER };
    const plan = await pruneObjects(client, set(), rendered, {
      ...{ ...options, dryRun: true },
    });
    const pruned = [`Service/${namespace}/trino`, `ConfigMap/${namespace}/old`];
    expect(plan.pruned.map(({ id }) => id)).toEqual(pruned);
    await live(objects[1]).then(found => expect(found).toBeDefined());
    const report = await pruneObjects(client, set(), rendered, options);
    expect(report.pruned.map(({ id }) => id)).toEqual(pruned);
    expect(report.stays.map(({ id }) => id).sort()).toEqual([
      `Namespace/${namespace}`,
      `PersistentVolumeClaim/${namespace}/warehouse`,
      `Secret/${namespace}/lake-secrets`,
    ]);
    expect(await live(objects[1])).toBeUndefined();
    expect(await live(configMap('not-ours', {}))).toBeDefined();
    const again = await pruneObjects(client, set(), rendered, options);
    expect(again.pruned).toEqual([]);
    expect(again.stays).toHaveLength(3);
  });

  it('does not prune what is rendered without a namespace, since it is in one all the same', async () => {
    const object = {
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      metadata: { name: `of-${namespace}` },
    };
    const inDefault = { name: 'unplaced', namespace: 'default' };
    await apply([object], { set: inDefault });
    const report = await pruneObjects(client, inDefault, [object], {
      fieldManager: MANAGER,
    });
    expect(report.pruned).toEqual([]);
    const { goes } = await planRemoval(client, inDefault);
    expect(goes.map(({ id }) => id)).toEqual([
      `ConfigMap/default/of-${namespace}`,
    ]);
  });

  it('does not make a namespace its own that was there before', async () => {
    await cluster.api.request('POST', '/api/v1/namespaces', {
      metadata: { name: namespace },
    });
    const own = smallLakehouse(namespace)[7];
    const report = await apply([own, configMap('some', {})]);
    expect(report.outcome).toBe('applied');
    expect((await live(own)).metadata.labels).not.toHaveProperty(PART_OF_LABEL);
    const { stays, goes } = await planRemoval(client, set(), {
      keep: { namespaces: false, volumes: false },
    });
    expect(stays).toEqual([]);
    expect(goes.map(({ id }) => id)).toEqual([`ConfigMap/${namespace}/some`]);
  });

  it('removes all but data, secrets that belong to it, and the namespace; says so before; and later the rest', async () => {
    const claimed: KubernetesObject = {
      ...{ apiVersion: 'apps/v1', kind: 'StatefulSet' },
      metadata: { name: 'postgres', namespace },
      spec: {
        serviceName: 'postgres',
        selector: { matchLabels: { app: 'postgres' } },
        template: {
          metadata: { labels: { app: 'postgres' } },
          spec: { containers: [{ name: 'main', image: 'example.invalid/pg' }] },
        },
        volumeClaimTemplates: [claimTemplate('data')],
      },
    };
    const objects = [...smallLakehouse(namespace), claimed];
    await apply(objects);
    // What its controller makes, which does not run here; and one that only looks alike.
    for (const name of ['data-postgres-0', 'data-postgres-old'])
      await cluster.api.applyServerSide(
        [
          {
            ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
            ...claimTemplate(name),
            metadata: { name, namespace },
          },
        ],
        { manager: 'kube-controller-manager' },
      );
    const plan = await planRemoval(client, set());
    const staying = [
      `Namespace/${namespace}`,
      `PersistentVolumeClaim/${namespace}/data-postgres-0`,
      `PersistentVolumeClaim/${namespace}/warehouse`,
      `Secret/${namespace}/lake-secrets`,
    ];
    expect(plan.stays.map(({ id }) => id).sort()).toEqual(staying);
    expect(plan.goes.map(({ id }) => id)).toEqual([
      `Job.batch/${namespace}/create-tables`,
      `Deployment.apps/${namespace}/trino`,
      `StatefulSet.apps/${namespace}/postgres`,
      `Service/${namespace}/trino`,
      `ConfigMap/${namespace}/trino-catalogs`,
      `ServiceAccount/${namespace}/trino`,
    ]);
    expect(await live(objects[0])).toBeDefined();
    const options = { fieldManager: MANAGER, waitMs: 5_000 };
    const report = await removeObjects(client, set(), options);
    expect(report).toMatchObject({ complete: true, failed: [] });
    expect(report.removed).toHaveLength(6);
    for (const object of objects.slice(0, 2))
      expect(await live(object)).toBeUndefined();
    expect(await live(objects[3])).toBeDefined();
    // Applied again, it finds its data and its passwords.
    const { data } = await live(objects[3]);
    await apply(objects);
    expect((await live(objects[3])).data).toEqual(data);
    await removeObjects(client, set(), options);
    const rest = await planRemoval(client, set(), { keep: { volumes: false } });
    expect(rest.goes.map(({ id }) => id).sort()).toEqual(staying.slice(1));
  });

  it('goes on with a removal that was interrupted, or that somebody was not allowed to finish', async () => {
    await apply(smallLakehouse(namespace));
    const controller = new AbortController();
    const interrupted = removeObjects(client, set(), {
      ...{ fieldManager: MANAGER, signal: controller.signal },
      onProgress: ({ done }) => {
        if (done === 2) controller.abort(new Error('killed'));
      },
    });
    await expect(interrupted).rejects.toThrow('killed');
    const forbidden = new KubernetesClient({
      async request(request) {
        const isService = request.path.endsWith('/services/trino');
        return isService && request.method === 'DELETE'
          ? {
              status: 403,
              body: JSON.stringify({
                ...{ kind: 'Status', reason: 'Forbidden' },
                message:
                  'User "jo" cannot delete resource "services" in API group ""',
              }),
            }
          : transportAs(cluster.api).request(request);
      },
    });
    const options = { fieldManager: MANAGER, waitMs: 5_000 };
    const refused = await removeObjects(forbidden, set(), options);
    expect(refused).toMatchObject({
      complete: false,
      failed: [
        {
          id: `Service/${namespace}/trino`,
          refusal: { error: 'ForbiddenError' },
        },
      ],
    });
    const rest = await removeObjects(client, set(), options);
    expect(rest.complete).toBe(true);
    expect(rest.removed.map(({ id }) => id)).toEqual([
      `Service/${namespace}/trino`,
    ]);
  });

  it('has a set that is not there removed already', async () => {
    const report = await removeObjects(
      client,
      { name: 'never', namespace: 'default' },
      { fieldManager: MANAGER },
    );
    expect(report).toMatchObject({ complete: true, removed: [] });
    expect(report.notes[0]).toContain('knows no such set');
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
  it('leaves no process and no folder when it was stopped', async () => {
    await stoppedWithoutTrace(cluster);
  });
});

function claimTemplate(name: string) {
  return {
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  };
}
