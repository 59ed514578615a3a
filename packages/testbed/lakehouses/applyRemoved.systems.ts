import {
  KubernetesClient,
  type KubernetesObject,
  PART_OF_LABEL,
  planRemoval,
  pruneObjects,
  readStatus,
  removeObjects,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster } from '../src/kubernetes';
import { AppliedSets, MANAGER } from './kubernetes/AppliedSets';
import { clientAs, transportAs } from './kubernetes/clientAs';
import { stoppedWithoutTrace } from './kubernetes/expectations';
import { generatedSecret, smallLakehouse } from './kubernetes/smallLakehouse';

describe('Secrets of a set, and what is pruned and removed of it', () => {
  const sets = new AppliedSets();
  const { set, apply, preview, live, configMap } = sets;
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
