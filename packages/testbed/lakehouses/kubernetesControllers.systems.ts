import { type KubernetesCluster, startKubernetes } from '../src/kubernetes';
import { refusal, stoppedWithoutTrace } from './kubernetes/expectations';
import { deployment, podTemplate } from './kubernetes/manifests';

const WAIT_MS = 180_000;
const MANAGER = { manager: 'portal' };

interface Replicated {
  status: { readyReplicas?: number };
}

interface Conditions {
  status: {
    conditions?: { type: string; status: string; message?: string }[];
  };
}

describe('A Kubernetes with controllers and simulated nodes', () => {
  let cluster: KubernetesCluster;
  let namespace: string;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'controllers' });
  }, 6_000_000);

  beforeEach(async () => {
    namespace = await cluster.createNamespace();
  });

  afterAll(() => cluster?.stop());

  it('makes a deployment available, on nodes in different zones, and a disruption budget computes what may go', async () => {
    const spread = deployment('lake', 3);
    const pod = (spread.spec as { template: { spec: Record<string, unknown> } })
      .template.spec;
    pod.topologySpreadConstraints = [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: { app: 'lake' } },
      },
    ];
    await cluster.api.applyServerSide(
      [
        spread,
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name: 'lake' },
          spec: {
            minAvailable: 2,
            selector: { matchLabels: { app: 'lake' } },
          },
        },
      ],
      MANAGER,
      namespace,
    );
    await cluster.api.until<Conditions>(
      `/apis/apps/v1/namespaces/${namespace}/deployments/lake`,
      ({ status }) =>
        status.conditions?.some(
          ({ type, status: value }) => type === 'Available' && value === 'True',
        ) ?? false,
      WAIT_MS,
    );
    const { items } = await cluster.api.request<{
      items: { spec: { nodeName: string } }[];
    }>('GET', `/api/v1/namespaces/${namespace}/pods`);
    expect(items.map(({ spec }) => spec.nodeName).sort()).toEqual([
      'node-a',
      'node-b',
      'node-c',
    ]);
    const budget = await cluster.api.until<{
      status: { currentHealthy: number; disruptionsAllowed: number };
    }>(
      `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets/lake`,
      ({ status }) => status?.currentHealthy === 3,
      WAIT_MS,
    );
    expect(budget.status.disruptionsAllowed).toBe(1);
  }, 600_000);

  it('holds a lease for each node, without which the controllers would take it for lost after a minute', async () => {
    const { items } = await cluster.api.request<{
      items: { metadata: { name: string } }[];
    }>('GET', '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases');
    expect(items.map(({ metadata }) => metadata.name).sort()).toEqual([
      ...['node-a', 'node-b', 'node-c'],
    ]);
  });

  it('gives each pod of a stateful set a volume', async () => {
    await cluster.api.applyServerSide(
      [
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          metadata: { name: 'meta' },
          spec: {
            replicas: 2,
            serviceName: 'meta',
            selector: { matchLabels: { app: 'meta' } },
            template: podTemplate('meta'),
            volumeClaimTemplates: [
              {
                metadata: { name: 'data' },
                spec: {
                  accessModes: ['ReadWriteOnce'],
                  resources: { requests: { storage: '1Gi' } },
                },
              },
            ],
          },
        },
      ],
      MANAGER,
      namespace,
    );
    await cluster.api.until<Replicated>(
      `/apis/apps/v1/namespaces/${namespace}/statefulsets/meta`,
      ({ status }) => status.readyReplicas === 2,
      WAIT_MS,
    );
    const { items } = await cluster.api.request<{
      items: { metadata: { name: string }; status: { phase: string } }[];
    }>('GET', `/api/v1/namespaces/${namespace}/persistentvolumeclaims`);
    expect(
      items.map(({ metadata, status }) => [metadata.name, status.phase]),
    ).toEqual([
      ['data-meta-0', 'Bound'],
      ['data-meta-1', 'Bound'],
    ]);
  }, 600_000);

  it('takes an autoscaler, which holds a deployment within its bounds without any measurement', async () => {
    await cluster.api.applyServerSide(
      [
        deployment('worker', 5),
        {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: 'worker' },
          spec: {
            scaleTargetRef: {
              ...{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' },
            },
            ...{ minReplicas: 1, maxReplicas: 2 },
            metrics: [
              {
                type: 'Resource',
                resource: {
                  name: 'cpu',
                  target: { type: 'Utilization', averageUtilization: 70 },
                },
              },
            ],
          },
        },
      ],
      MANAGER,
      namespace,
    );
    const scaled = await cluster.api.until<{ spec: { replicas: number } }>(
      `/apis/apps/v1/namespaces/${namespace}/deployments/worker`,
      ({ spec }) => spec.replicas < 5,
      WAIT_MS,
    );
    expect(scaled.spec.replicas).toBe(2);
  }, 600_000);

  it('completes a job', async () => {
    const { spec } = podTemplate('load') as { spec: object };
    await cluster.api.applyServerSide(
      [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'load' },
          spec: { template: { spec: { ...spec, restartPolicy: 'Never' } } },
        },
      ],
      MANAGER,
      namespace,
    );
    const job = await cluster.api.until<Conditions>(
      `/apis/batch/v1/namespaces/${namespace}/jobs/load`,
      ({ status }) =>
        status.conditions?.some(({ type }) => type === 'Complete') ?? false,
      WAIT_MS,
    );
    expect(job.status).toMatchObject({ succeeded: 1 });
  }, 600_000);

  it('ends a namespace with all that is in it', async () => {
    await cluster.api.applyServerSide(
      [deployment('lake', 1)],
      MANAGER,
      namespace,
    );
    await cluster.api.until<Replicated>(
      `/apis/apps/v1/namespaces/${namespace}/deployments/lake`,
      ({ status }) => status.readyReplicas === 1,
      WAIT_MS,
    );
    await cluster.api.request('DELETE', `/api/v1/namespaces/${namespace}`);
    await cluster.api.untilGone(`/api/v1/namespaces/${namespace}`, WAIT_MS);
    const gone = await refusal(
      cluster.api.request(
        'GET',
        `/apis/apps/v1/namespaces/${namespace}/deployments/lake`,
      ),
    );
    expect(gone.status).toBe(404);
  }, 600_000);

  it('refuses a pod that the restricted profile does not allow, with each reason, and tells a deployment why it has none', async () => {
    const restricted = await cluster.createNamespace('restricted', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const { spec } = podTemplate('bad') as { spec: object };
    const refused = await refusal(
      cluster.api.applyServerSide(
        [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bad' }, spec }],
        MANAGER,
        restricted,
      ),
    );
    expect(refused).toMatchObject({ status: 403, reason: 'Forbidden' });
    for (const reason of [
      'violates PodSecurity "restricted:latest"',
      'allowPrivilegeEscalation != false',
      'unrestricted capabilities',
      'runAsNonRoot != true',
      'seccompProfile',
    ])
      expect(refused.message).toContain(reason);
    await cluster.api.applyServerSide(
      [deployment('lake', 1)],
      MANAGER,
      restricted,
    );
    const told = await cluster.api.until<Conditions>(
      `/apis/apps/v1/namespaces/${restricted}/deployments/lake`,
      ({ status }) =>
        status.conditions?.some(({ type }) => type === 'ReplicaFailure') ??
        false,
      WAIT_MS,
    );
    expect(
      told.status.conditions?.find(({ type }) => type === 'ReplicaFailure')
        ?.message,
    ).toContain('violates PodSecurity "restricted:latest"');
  }, 600_000);

  it('says of a pod that fits on no node why', async () => {
    const large = deployment('large', 1);
    const { template } = large.spec as {
      template: { spec: { containers: object[] } };
    };
    Object.assign(template.spec.containers[0], {
      resources: { requests: { memory: '64Gi' } },
    });
    await cluster.api.applyServerSide([large], MANAGER, namespace);
    const { items } = await cluster.api.until<{ items: Conditions[] }>(
      `/api/v1/namespaces/${namespace}/pods`,
      found =>
        found.items[0]?.status.conditions?.some(({ message }) => message) ??
        false,
      WAIT_MS,
    );
    expect(items[0].status.conditions?.[0].message).toMatch(
      /^0\/3 nodes are available: 3 Insufficient memory/,
    );
  }, 600_000);

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('leaves no process and no folder when it was stopped', async () => {
    await stoppedWithoutTrace(cluster);
  });
});
