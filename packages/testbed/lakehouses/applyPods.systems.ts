import {
  applyObjects,
  type KubernetesClient,
  type KubernetesObject,
  type ReadinessProblem,
  waitForObjects,
} from '@lakehouse-portal/kubernetes';
import {
  type KubernetesCluster,
  nodeImage,
  startKubernetes,
} from '../src/kubernetes';
import { clientAs } from './kubernetes/clientAs';
import { restrictedPod } from './kubernetes/restricted';

const MANAGER = 'lakehouse-portal';
/** Long enough for a third start of a container that ends at once. */
const STUCK_MS = 40_000;
const CRASH = `console.log('reading /etc/trino'); console.error('Configuration property hive.s3.endpoint was not used'); process.exit(3)`;
const SERVE = `require('http').createServer((q, r) => { r.statusCode = 503; r.end() }).listen(8080)`;

describe('Waiting for real pods', () => {
  let cluster: KubernetesCluster;
  let client: KubernetesClient;
  let namespace: string;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    await cluster.loadImage(nodeImage());
    client = clientAs(cluster.api);
    namespace = await cluster.createNamespace();
  }, 6_000_000);

  afterAll(() => cluster?.stop());

  function podTemplate(name: string, container: object): object {
    const { spec } = restrictedPod(name, {
      ...{ name: 'main', image: 'node:24', args: ['-e', SERVE] },
      ...container,
    });
    return { metadata: { labels: { app: name } }, spec };
  }

  function deployment(name: string, container: object): KubernetesObject {
    return {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
      metadata: { name, namespace },
      spec: {
        selector: { matchLabels: { app: name } },
        template: podTemplate(name, container),
      },
    };
  }

  function apply(objects: readonly KubernetesObject[]) {
    return applyObjects(client, objects, {
      ...{ fieldManager: MANAGER, set: { name: 'lake', namespace } },
    });
  }

  it('says of each why it does not come up, with the last lines of what it wrote', async () => {
    const objects = [
      deployment('crashing', { args: ['-e', CRASH] }),
      deployment('greedy', {
        args: ['-e', 'const a = []; for (;;) a.push(Buffer.alloc(1e7, 1))'],
        resources: { limits: { memory: '64Mi' } },
      }),
      deployment('unpullable', {
        ...{ image: 'no-such-image:1', imagePullPolicy: 'Never' },
      }),
      deployment('without-secret', {
        env: [
          {
            name: 'PASSWORD',
            valueFrom: { secretKeyRef: { name: 'none', key: 'password' } },
          },
        ],
      }),
      deployment('not-serving', {
        readinessProbe: {
          ...{ httpGet: { path: '/v1/info', port: 8080 }, periodSeconds: 1 },
        },
      }),
    ];
    expect((await apply(objects)).outcome).toBe('applied');
    const report = await waitForObjects(client, objects, {
      timeoutMs: STUCK_MS,
    });
    expect(report).toMatchObject({ ready: false, timedOut: true });
    const problems = Object.fromEntries(
      report.objects.map(object => [object.reference.name, object.problems]),
    );
    expect(problems).toMatchObject({
      crashing: [
        {
          ...{ kind: 'crash-loop', container: 'main', exitCode: 3 },
          log: [
            'reading /etc/trino',
            'Configuration property hive.s3.endpoint was not used',
          ],
        },
      ],
      greedy: [{ kind: 'out-of-memory', exitCode: 137 }],
      unpullable: [{ kind: 'image-pull', image: 'no-such-image:1' }],
      'without-secret': [
        {
          kind: 'container-config',
          message: expect.stringContaining('secret "none" not found'),
        },
      ],
      'not-serving': [
        {
          kind: 'probe-failing',
          message: expect.stringContaining('statuscode: 503'),
        },
      ],
    } satisfies Record<string, Partial<Record<keyof ReadinessProblem, unknown>>[]>);
    expect(problems.crashing[0].restarts).toBeGreaterThan(0);
  }, 300_000);

  it('ends with the log of a Job that has failed, and waits for one that does not', async () => {
    const job = (name: string, code: string): KubernetesObject => {
      const { spec, ...others } = podTemplate(name, {
        args: ['-e', code],
      }) as { spec: object };
      return {
        ...{ apiVersion: 'batch/v1', kind: 'Job' },
        metadata: { name, namespace },
        spec: {
          backoffLimit: 0,
          template: { ...others, spec: { ...spec, restartPolicy: 'Never' } },
        },
      };
    };
    const good = job('good', 'console.log("done")');
    const bad = job(
      'bad',
      'console.log("relation iceberg_tables"); process.exit(2)',
    );
    await apply([good]);
    expect(
      await waitForObjects(client, [good], { timeoutMs: STUCK_MS }),
    ).toMatchObject({ ready: true });
    await apply([bad]);
    const report = await waitForObjects(client, [bad], { timeoutMs: STUCK_MS });
    expect(report).toMatchObject({ ready: false, timedOut: false });
    expect(report.objects[0]).toMatchObject({
      state: 'failed',
      problems: [
        {
          ...{ kind: 'job-failed', exitCode: 2, container: 'main' },
          log: ['relation iceberg_tables'],
        },
        { kind: 'crash-loop' },
      ],
    });
  }, 300_000);
});
