import {
  applyObjects,
  type KubernetesClient,
  type KubernetesObject,
  readStatus,
  removeObjects,
  waitForObjects,
} from '@lakehouse-portal/kubernetes';
import { type KubernetesCluster, startKubernetes } from '../src/kubernetes';
import { clientAs } from './kubernetes/clientAs';
import { allowedSoon, stoppedWithoutTrace } from './kubernetes/expectations';
import { deployment, job, smallLakehouse } from './kubernetes/smallLakehouse';

const MANAGER = 'lakehouse-portal';
const READY_MS = 180_000;
/** Pods that no simulated node takes. */
const NOWHERE = { spec: { nodeSelector: { none: 'such' } } };

describe('Waiting for objects in a Kubernetes with controllers', () => {
  let cluster: KubernetesCluster;
  let client: KubernetesClient;
  let namespace: string;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'controllers' });
    client = clientAs(cluster.api);
  }, 6_000_000);

  beforeEach(async () => {
    namespace = await cluster.createNamespace();
  });

  afterAll(() => cluster?.stop());

  function apply(objects: readonly KubernetesObject[], options: object = {}) {
    return applyObjects(client, objects, {
      fieldManager: MANAGER,
      set: { name: 'lake', namespace },
      ...options,
    });
  }

  function wait(objects: readonly KubernetesObject[], timeoutMs: number) {
    return waitForObjects(client, objects, { timeoutMs, intervalMs: 200 });
  }

  /** What never gets ready, once each is said to be kept from it by this: the scheduler and the controllers come to it in time. */
  async function untilStuck(objects: readonly KubernetesObject[], by: string) {
    for (;;) {
      const { objects: found } = await wait(objects, 300);
      if (found.every(({ problems }) => problems?.some(one => one.kind === by)))
        return found;
    }
  }

  /** Writes what a kubelet writes of a container; simulated ones know no such states. */
  async function asKubelet(app: string, container: object) {
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const { items } = await cluster.api.until<{
      items: { metadata: { name: string } }[];
    }>(
      `${pods}?labelSelector=app=${app}`,
      found => found.items.length === 1,
      READY_MS,
    );
    const { name } = items[0].metadata;
    // The scheduler has its say first.
    await cluster.api.until<{ status: { conditions?: object[] } }>(
      `${pods}/${name}`,
      ({ status }) => (status.conditions?.length ?? 0) > 0,
      READY_MS,
    );
    await client.json({
      ...{ method: 'PATCH', path: `${pods}/${name}/status` },
      headers: { 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({
        status: {
          conditions: [{ type: 'PodScheduled', status: 'True' }],
          containerStatuses: [
            {
              ...{ name: 'trino', ready: false, imageID: '' },
              image: 'example.invalid/trino:476',
              ...container,
            },
          ],
        },
      }),
    });
  }

  /** A deployment whose pods have more. */
  function withPod(
    name: string,
    pod: { metadata?: object; spec?: object; container?: object },
  ): KubernetesObject {
    const object = deployment(namespace, { name });
    const { template, ...spec } = object.spec as {
      template: {
        metadata: { labels: object };
        spec: { containers: object[] };
      };
    };
    const { labels, ...metadata } = (pod.metadata ?? {}) as { labels?: object };
    return {
      ...object,
      spec: {
        ...spec,
        template: {
          metadata: {
            ...metadata,
            labels: { ...template.metadata.labels, ...labels },
          },
          spec: {
            containers: [{ ...template.spec.containers[0], ...pod.container }],
            ...pod.spec,
          },
        },
      },
    };
  }

  it('applies a lakehouse layer by layer, each when the one before is ready, and then all of it is', async () => {
    const objects = smallLakehouse(namespace).slice(0, -1);
    const waits: number[] = [];
    const report = await apply(objects, {
      waitBetweenLayers: true,
      waitTimeoutMs: READY_MS,
      onProgress: (step: { kind: string; layer?: number }) => {
        if (step.kind === 'waiting') waits.push(step.layer!);
      },
    });
    expect(report.outcome).toBe('applied');
    expect(report).not.toHaveProperty('notReady');
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(new Set(waits).size).toBeGreaterThan(4);
    const ready = await wait(objects, READY_MS);
    expect(ready).toMatchObject({ ready: true, timedOut: false });
    expect(
      Object.fromEntries(ready.objects.map(({ id, message }) => [id, message])),
    ).toMatchObject({
      [`Deployment.apps/${namespace}/trino`]: '1 pod is available',
      [`Job.batch/${namespace}/create-tables`]: 'is complete',
    });
    expect((await apply(objects)).outcome).toBe('unchanged');
    const status = await readStatus(client, objects, {
      fieldManager: MANAGER,
      set: { name: 'lake', namespace },
    });
    expect(status.drifted).toBe(false);
    const removed = await removeObjects(
      client,
      { name: 'lake', namespace },
      { fieldManager: MANAGER, keep: { volumes: false }, waitMs: READY_MS },
    );
    expect(removed).toMatchObject({ complete: true, stays: [] });
    const pods = await cluster.api.request<{ items: object[] }>(
      'GET',
      `/api/v1/namespaces/${namespace}/persistentvolumeclaims`,
    );
    expect(pods.items).toEqual([]);
  }, 600_000);

  it('waits for the new version of a deployment, not for the old one that is ready', async () => {
    const object = deployment(namespace);
    await apply([object]);
    await wait([object], READY_MS);
    const newer = deployment(namespace, { image: 'example.invalid/trino:477' });
    await apply([newer]);
    expect(await wait([newer], READY_MS)).toMatchObject({ ready: true });
    const { items } = await cluster.api.request<{
      items: { spec: { containers: { image: string }[] }; metadata: object }[];
    }>('GET', `/api/v1/namespaces/${namespace}/pods`);
    expect(
      items
        .filter(({ metadata }) => !('deletionTimestamp' in metadata))
        .map(({ spec }) => spec.containers[0].image),
    ).toEqual(['example.invalid/trino:477']);
  }, 600_000);

  it('says that a container ends again and again, and which image can not be pulled', async () => {
    const crashing = withPod('crashing', NOWHERE);
    const unpullable = withPod('unpullable', NOWHERE);
    await apply([crashing, unpullable]);
    await asKubelet('crashing', {
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    await asKubelet('unpullable', {
      restartCount: 0,
      state: {
        waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling' },
      },
    });
    const report = await wait([crashing, unpullable], 300);
    expect(report).toMatchObject({ ready: false, timedOut: true });
    expect(report.objects.map(({ problems }) => problems)).toMatchObject([
      [
        {
          ...{ kind: 'out-of-memory', container: 'trino', exitCode: 137 },
          ...{ restarts: 4, object: { kind: 'Pod', namespace } },
          // No kubelet is behind these nodes.
          logUnavailable: expect.any(String),
        },
      ],
      [{ kind: 'image-pull', image: 'example.invalid/trino:476' }],
    ]);
  }, 600_000);

  it('says that no node has room, with the words of the scheduler', async () => {
    const object = withPod('huge', {
      container: { resources: { requests: { cpu: '500' } } },
    });
    await apply([object]);
    const objects = await untilStuck([object], 'unschedulable');
    expect(objects[0].problems).toMatchObject([
      {
        kind: 'unschedulable',
        message: expect.stringContaining('Insufficient cpu'),
      },
    ]);
  }, 600_000);

  it('says which quota is used up, in the words of the controller that may not make pods', async () => {
    await apply([
      {
        ...{ apiVersion: 'v1', kind: 'ResourceQuota' },
        metadata: { name: 'small', namespace },
        spec: { hard: { 'requests.cpu': '500m' } },
      },
    ]);
    const object = deployment(namespace);
    await apply([object]);
    const objects = await untilStuck([object], 'quota-exceeded');
    expect(objects[0].problems).toMatchObject([
      {
        kind: 'quota-exceeded',
        message: expect.stringContaining('exceeded quota: small'),
      },
    ]);
  }, 600_000);

  it('says which rule of Pod Security keeps pods from being made', async () => {
    const strict = await cluster.createNamespace('strict', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const object = deployment(strict);
    await apply([object]);
    const objects = await untilStuck([object], 'pods-refused');
    expect(objects[0].problems).toMatchObject([
      {
        kind: 'pods-refused',
        message: expect.stringContaining('violates PodSecurity'),
      },
    ]);
  }, 600_000);

  it('says which volume a pod waits for, and why there is none', async () => {
    const claim: KubernetesObject = {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
      metadata: { name: 'warehouse', namespace },
      spec: {
        storageClassName: 'no-such-class',
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    };
    const object = withPod('stateful', {
      spec: {
        volumes: [
          { name: 'data', persistentVolumeClaim: { claimName: 'warehouse' } },
        ],
      },
    });
    await apply([claim, object]);
    const objects = await untilStuck([claim, object], 'pending-volume');
    const problem = {
      kind: 'pending-volume',
      message: expect.stringContaining('no-such-class'),
      object: { kind: 'PersistentVolumeClaim', name: 'warehouse' },
    };
    expect(objects.map(({ problems }) => problems)).toMatchObject([
      [problem],
      [problem],
    ]);
  }, 600_000);

  it('does not hold a layer up for a volume that waits for its first pod', async () => {
    const storageClass = {
      ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
      metadata: { name: `late-${namespace}` },
      provisioner: 'kubernetes.io/no-provisioner',
      volumeBindingMode: 'WaitForFirstConsumer',
    };
    await cluster.api.applyServerSide([storageClass], { manager: 'admin' });
    const claim: KubernetesObject = {
      ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
      metadata: { name: 'late', namespace },
      spec: {
        storageClassName: storageClass.metadata.name,
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' } },
      },
    };
    await apply([claim]);
    const report = await wait([claim], READY_MS);
    expect(report).toMatchObject({
      ready: true,
      objects: [{ message: expect.stringContaining('first pod') }],
    });
  }, 600_000);

  it('ends at once for a Job that has failed, with its exit code', async () => {
    const object = job(namespace, 'failing', 'false');
    const spec = object.spec as { template: { spec: object } };
    const failing = {
      ...object,
      spec: {
        ...spec,
        activeDeadlineSeconds: 1,
        template: { ...spec.template, metadata: { labels: { x: 'y' } } },
      },
    };
    const impossible = {
      ...failing,
      spec: {
        ...failing.spec,
        template: {
          ...failing.spec.template,
          spec: { ...spec.template.spec, nodeSelector: { none: 'such' } },
        },
      },
    };
    await apply([impossible]);
    const report = await wait([impossible, deployment(namespace)], READY_MS);
    expect(report).toMatchObject({ ready: false, timedOut: false });
    expect(report.objects[0]).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('deadline'),
      problems: [{ kind: 'job-failed' }],
    });
    expect(report.objects[1]).toMatchObject({ state: 'missing' });
  }, 600_000);

  it('tells whoever may not see pods that the reason can not be shown', async () => {
    const object = withPod('huge', {
      container: { resources: { requests: { cpu: '500' } } },
    });
    await apply([object]);
    const jo = await cluster.addServiceAccount(namespace, 'jo');
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' },
          metadata: { name: 'jo', namespace },
          rules: [
            {
              ...{ apiGroups: ['apps'], resources: ['deployments'] },
              verbs: ['get'],
            },
          ],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: { name: 'jo', namespace },
          roleRef: {
            ...{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role' },
            name: 'jo',
          },
          subjects: [{ kind: 'ServiceAccount', name: 'jo', namespace }],
        },
      ],
      { manager: 'test' },
    );
    await allowedSoon(() =>
      jo.api.request(
        'GET',
        `/apis/apps/v1/namespaces/${namespace}/deployments/huge`,
      ),
    );
    const { objects } = await waitForObjects(clientAs(jo.api), [object], {
      ...{ timeoutMs: 500, intervalMs: 100 },
    });
    expect(objects[0].problems).toMatchObject([
      { kind: 'not-allowed', message: expect.stringContaining('pods') },
    ]);
  }, 600_000);

  it('can be cancelled while it waits', async () => {
    const controller = new AbortController();
    const waiting = waitForObjects(client, [deployment(namespace)], {
      timeoutMs: READY_MS,
      onProgress: () => controller.abort(new Error('never mind')),
      signal: controller.signal,
    });
    await expect(waiting).rejects.toThrow('never mind');
  }, 600_000);

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('leaves no process and no folder when it was stopped', async () => {
    await stoppedWithoutTrace(cluster);
  });
});
