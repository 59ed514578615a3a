import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  readLakehouse,
  objectsToApply,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import {
  type KubernetesClient,
  type KubernetesObject,
  objectId,
  parentOf,
  referenceOf,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster, startKubernetes } from '../src/kubernetes';
import { clientAs } from './kubernetes/clientAs';
import { ClusterGate } from './scaffolder/ClusterGate';
import type { ConfiguredCluster } from './scaffolder/PortalOptions';
import { PortalProcess } from './scaffolder/PortalProcess';
import { ScaffolderTasks } from './scaffolder/ScaffolderTasks';
import { templateOf } from './scaffolder/templateOf';

const PLACE = ['document', 'cluster'];
const TEMPLATES = [
  templateOf('everything', {
    'lakehouse:blueprint:render': ['document'],
    'lakehouse:kubernetes:preview': PLACE,
    'lakehouse:kubernetes:apply': PLACE,
    'lakehouse:kubernetes:wait': PLACE,
  }),
  templateOf('tried-and-applied', {
    'lakehouse:blueprint:render': ['document'],
    'lakehouse:kubernetes:preview': PLACE,
    'lakehouse:kubernetes:apply': PLACE,
  }),
  templateOf('preview', { 'lakehouse:kubernetes:preview': PLACE }),
  templateOf('apply', { 'lakehouse:kubernetes:apply': PLACE }),
  templateOf('take', {
    'lakehouse:kubernetes:apply': [...PLACE, 'takeOwnership'],
  }),
  templateOf('remove', { 'lakehouse:kubernetes:remove': PLACE }),
  templateOf('remove-all', {
    'lakehouse:kubernetes:remove': [
      ...PLACE,
      'removeVolumes',
      'removeNamespace',
    ],
  }),
];

/** So that the lakehouses of all tests have room beside each other. */
const SMALL_NODES = {
  coordinator: { cpu: 0.1, memory: '2Gi' },
  worker: { cpu: 0.1, memory: '2Gi' },
};

describe('Scaffolder actions on a real Kubernetes, through the portal and its Kubernetes plugin', () => {
  let cluster: KubernetesCluster;
  let client: KubernetesClient;
  let gate: ClusterGate;
  let clusters: ConfiguredCluster[];
  let portal: PortalProcess;
  let tasks: ScaffolderTasks;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'controllers' });
    client = clientAs(cluster.api);
    gate = await ClusterGate.start(cluster);
    const narrow = await cluster.addServiceAccount('default', 'narrow');
    const { token } = narrow.credentials as { token: string };
    const { adminToken } = cluster;
    clusters = [
      { name: 'real', url: gate.url, token: adminToken },
      { name: 'narrow', url: gate.url, token },
      // Nothing listens there.
      { name: 'gone', url: 'http://127.0.0.1:9', token: adminToken },
    ];
    portal = await PortalProcess.start({ clusters, templates: TEMPLATES });
    tasks = new ScaffolderTasks(portal.url);
  }, 6_000_000);

  beforeEach(() => {
    count += 1;
    name = `lake-${process.pid}-${count}`;
  });

  afterAll(async () => {
    await portal?.kill();
    gate?.stop();
    await cluster?.stop();
  });

  const documentOf = ({ trino = {}, ...spec }: { trino?: object } = {}) => ({
    apiVersion: 'lakehouse-portal.io/v1alpha1',
    kind: 'Lakehouse',
    metadata: { name },
    spec: {
      ...{ owner: 'group:default/data', size: 'small', ...spec },
      trino: { ...SMALL_NODES, ...trino },
    },
  });

  function objectsOf(spec: object = {}): KubernetesObject[] {
    const { objects } = renderLakehouse(
      readLakehouse(documentOf(spec), 'document'),
    );
    return objectsToApply(objects);
  }

  const values = (more: object = {}) => ({
    ...{ document: documentOf(), cluster: 'real' },
    ...more,
  });

  /** Uids of what is there, by id. */
  async function found(
    objects: readonly KubernetesObject[],
  ): Promise<Record<string, string>> {
    const live = await Promise.all(
      objects.map(async object => {
        const reference = { ...referenceOf(object) };
        return [
          objectId(reference),
          (await client.find(reference))?.metadata.uid,
        ] as const;
      }),
    );
    return Object.fromEntries(
      live.filter((entry): entry is [string, string] => !!entry[1]),
    );
  }

  it('renders, previews, applies and waits; a second run finds that all of it is there, and changes nothing', async () => {
    const objects = objectsOf();
    const first = await tasks.run('everything', values());
    expect(first).toMatchObject({ status: 'completed', error: '' });
    expect(first.output).toMatchObject({ outcome: 'applied' });
    expect(Object.keys(await found(objects))).toHaveLength(objects.length);
    expect(first.log).toContain(`Deployment.apps/${name}/`);
    expect(first.log).toContain(
      `${objects.length} objects made, 0 changed, 0 as they were`,
    );
    const before = await versions(objects);
    const second = await tasks.run('everything', values());
    expect(second).toMatchObject({ status: 'completed', error: '' });
    expect(second.output).toMatchObject({
      outcome: 'unchanged',
      counts: { unchanged: objects.length },
    });
    expect(second.log).toContain('has all of it already');
    expect(await versions(objects)).toEqual(before);
  }, 300_000);

  /** Of what nothing but an apply changes. */
  async function versions(objects: readonly KubernetesObject[]) {
    const still = objects.filter(({ kind }) =>
      ['ConfigMap', 'Secret', 'Service', 'ServiceAccount'].includes(kind),
    );
    expect(still.length).toBeGreaterThan(3);
    return Promise.all(
      still.map(
        async object =>
          (await client.find(referenceOf(object)))!.metadata.resourceVersion,
      ),
    );
  }

  it('shows in a preview each field that a changed document would change, and changes none', async () => {
    await tasks.run('apply', values());
    const changed = documentOf({
      trino: { workers: 3 },
    });
    const preview = await tasks.run('preview', values({ document: changed }));
    expect(preview).toMatchObject({ status: 'completed' });
    expect(preview.log).toMatch(/update +Deployment\.apps\/.*worker/);
    expect(preview.log).toMatch(/spec\.replicas: 2 -> 3/);
    expect(
      (await client.find(referenceOf(worker())))!.spec as object,
    ).toMatchObject({ replicas: 2 });
  }, 300_000);

  function worker(): KubernetesObject {
    return objectsOf().find(
      ({ kind, metadata }) =>
        ['Deployment', 'StatefulSet'].includes(kind) &&
        metadata.name.endsWith('worker'),
    )!;
  }

  it('names the field of a conflict and whose it is, changes nothing, and takes over only the field that the input names', async () => {
    await tasks.run('apply', values());
    const { apiVersion, kind, metadata } = worker();
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion, kind, spec: { replicas: 5 } },
          metadata: { name: metadata.name, namespace: metadata.namespace },
        },
      ],
      { manager: 'somebody-else', force: true },
    );
    const replicas = async () =>
      ((await client.find(referenceOf(worker())))!.spec as { replicas: number })
        .replicas;
    const refused = await tasks.run('apply', values());
    expect(refused.status).toBe('failed');
    expect(refused.error).toMatch(/\.spec\.replicas belongs to somebody-else/);
    expect(refused.error).toContain('takeOwnership');
    expect(refused.log).not.toMatch(/\n\s+at /);
    expect(await replicas()).toBe(5);
    const other = await tasks.run(
      'take',
      values({ takeOwnership: ['.spec.template'] }),
    );
    expect(other.status).toBe('failed');
    expect(await replicas()).toBe(5);
    const taken = await tasks.run(
      'take',
      values({ takeOwnership: ['.spec.replicas'] }),
    );
    expect(taken).toMatchObject({ status: 'completed', error: '' });
    expect(await replicas()).toBe(2);
  }, 300_000);

  it('names each right that is missing before it changes anything', async () => {
    const refused = await tasks.run('apply', values({ cluster: 'narrow' }));
    expect(refused.status).toBe('failed');
    expect(refused.error).toContain('In the cluster narrow');
    expect(refused.error).toMatch(
      new RegExp(
        `May not get, create or patch deployments\\.apps in namespace "${name}"`,
      ),
    );
    expect(refused.log).not.toMatch(/\n\s+at /);
    expect(await found(objectsOf())).toEqual({});
  }, 120_000);

  it('says of a cluster that it is not reached, and of one that it is not known', async () => {
    const gone = await tasks.run('apply', values({ cluster: 'gone' }));
    expect(gone.status).toBe('failed');
    expect(gone.error).toMatch(/gone/);
    expect(gone.error).toMatch(/ECONNREFUSED|not reached|unreachable/i);
    const unknown = await tasks.run('apply', values({ cluster: 'nowhere' }));
    expect(unknown.error).toMatch(/nowhere.*not found/i);
  }, 120_000);

  it('lists what goes and what stays, removes only that, and the volumes when it is asked to', async () => {
    await tasks.run('everything', values());
    const objects = objectsOf();
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } },
          metadata: { name: 'of-somebody-else', namespace: name },
        },
      ],
      { manager: 'somebody-else' },
    );
    const others = {
      ...{ apiVersion: 'v1', kind: 'ConfigMap' },
      ...{ name: 'of-somebody-else', namespace: name },
    };
    const removed = await tasks.run('remove', values());
    expect(removed).toMatchObject({ status: 'completed', error: '' });
    expect(removed.output.removed).toContain(objectId(referenceOf(worker())));
    expect(removed.output.stays).toContain(`Namespace/${name}`);
    expect(removed.log).toMatch(/stays +PersistentVolumeClaim/);
    // The Job of simulated nodes makes none; that they would stay is said.
    expect(removed.output.stays).toContain(`Secret/${name}/${name}-database`);
    const left = Object.keys(await found(objects));
    expect(left).toContain(`Namespace/${name}`);
    expect(
      left.filter(id => /^(Deployment|StatefulSet|Service)\b/.test(id)),
    ).toEqual([]);
    expect(await client.find(others)).toBeDefined();
    const all = await tasks.run(
      'remove-all',
      values({ removeVolumes: true, removeNamespace: true }),
    );
    expect(all).toMatchObject({ status: 'completed', error: '' });
    expect(await found(objects)).toEqual({});
  }, 400_000);

  it('is completed after a kill -9 of the back end in the middle of an apply, without anything twice', async () => {
    const database = await mkdtemp(join(tmpdir(), 'lakehouse-scaffolder-'));
    const options = { clusters, templates: TEMPLATES, database };
    let child: PortalProcess | undefined;
    try {
      child = await PortalProcess.start(options);
      const held = gate.holdAfter(8);
      const id = await new ScaffolderTasks(child.url).start(
        'tried-and-applied',
        values(),
      );
      await held;
      await child.kill();
      const objects = objectsOf();
      const before = await found(objects);
      expect(Object.keys(before).length).toBeGreaterThanOrEqual(5);
      expect(Object.keys(before).length).toBeLessThan(objects.length);
      gate.open();
      child = await PortalProcess.start(options);
      const result = await new ScaffolderTasks(child.url).result(id);
      expect(result).toMatchObject({ status: 'completed', error: '' });
      expect(result.log).toContain('2 step(s) already completed');
      const after = await found(objects);
      expect(Object.keys(after)).toHaveLength(objects.length);
      // What was there is what is there: it was neither made anew nor beside it.
      expect(after).toMatchObject(before);
      const set = { name, namespace: name };
      expect(await client.find(parentOf(set))).toBeDefined();
      const { items } = await cluster.api.request<{
        items: { metadata: { name: string } }[];
      }>('GET', `/apis/apps/v1/namespaces/${name}/deployments`);
      expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(
        objects
          .filter(({ kind }) => kind === 'Deployment')
          .map(({ metadata }) => metadata.name)
          .sort(),
      );
    } finally {
      gate.open();
      await child?.kill();
      await rm(database, { recursive: true, force: true });
    }
  }, 400_000);
});
