import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type KubernetesCluster,
  nodeImage,
  startKubernetes,
} from '../src/kubernetes';
import { processStartTime } from '../src/processes';
import { stoppedWithoutTrace } from './kubernetes/expectations';
import {
  get,
  isReady,
  type Pod,
  PodsNamespace,
  waiting,
} from './kubernetes/PodsNamespace';
import {
  abandonedCgroups,
  processesInCgroups,
} from './kubernetes/processesInCgroups';
import { restrictedPod } from './kubernetes/restricted';

const WAIT_MS = 120_000;

describe('A Kubernetes with real pods whose process is killed', () => {
  it('ends with it, containers too', async () => {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        require.resolve('./kubernetes/startAndStay.ts'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const pids = await new Promise<number[]>((resolve, reject) => {
      child.stdout.on('data', chunk => resolve(JSON.parse(String(chunk))));
      child.once('exit', code => reject(new Error(`it ended with ${code}`)));
    });
    const cgroup = `lakehouse-testbed-${child.pid}-`;
    // CoreDNS runs, and what holds its namespaces.
    expect(processesInCgroups(cgroup).length).toBeGreaterThanOrEqual(2);
    child.kill('SIGKILL');
    const left = () => [
      ...pids.filter(pid => processStartTime(pid) !== undefined),
      ...processesInCgroups(cgroup),
    ];
    for (let tries = 0; tries < 100 && left().length > 0; tries += 1)
      await sleep(100);
    expect(left()).toEqual([]);
  }, 6_000_000);
});

describe('A Kubernetes with real pods', () => {
  let cluster: KubernetesCluster;
  let namespace: PodsNamespace;
  let isStopped = false;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    await cluster.loadImage(nodeImage());
  }, 6_000_000);

  beforeEach(async () => {
    namespace = await PodsNamespace.create(cluster);
  });

  afterEach(async () => {
    if (!isStopped) await namespace.remove();
  });

  afterAll(() => cluster?.stop());

  /** A pod of Node that runs a script. */
  const script = (name: string, code: string, more: object = {}) =>
    restrictedPod(name, {
      ...{ name: 'main', image: 'node:24', args: ['-e', code] },
      ...more,
    });

  it('runs a pod of a local image as its user, whose log, programs and port are reached through the API', async () => {
    await namespace.apply(
      script(
        'web',
        `require('http').createServer((q, r) => { console.log('asked for ' + q.url); r.end('hello from ' + require('os').userInfo().username); })
          .listen(8080, () => console.log('listening'))`,
        { readinessProbe: { httpGet: { path: '/ready', port: 8080 } } },
      ),
    );
    await namespace.untilPod('web', isReady);
    const url = await namespace.forward('web', 8080);
    expect(await get(`${url}/hop`)).toBe('hello from node');
    const log = await namespace.log('web');
    expect(log).toMatch(/^listening\n/);
    expect(log).toContain('asked for /ready\n');
    expect(log).toContain('asked for /hop\n');
    const done = await namespace.exec('web', ['id', '-u']);
    expect(done).toMatchObject({
      ...{ stdout: '1000\n', stderr: '' },
      status: { status: 'Success' },
    });
    const failed = await namespace.exec('web', ['cat', '/no/such/file']);
    expect(failed.status.status).toBe('Failure');
    expect(failed.stderr).toContain('/no/such/file');
  }, 300_000);

  it('resolves the name of a service, and a pod reaches another by it', async () => {
    const labels = { app: 'web' };
    await namespace.apply(
      {
        ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
        metadata: { name: 'web' },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: script(
              'web',
              `require('http').createServer((q, r) => r.end(process.env.HOSTNAME)).listen(8080)`,
              {
                readinessProbe: {
                  ...{ httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
                },
              },
            ).spec,
          },
        },
      },
      {
        ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } },
        spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
      },
    );
    await cluster.api.until<{ status: { availableReplicas?: number } }>(
      `/apis/apps/v1/namespaces/${namespace.name}/deployments/web`,
      ({ status }) => status.availableReplicas === 2,
      WAIT_MS,
    );
    const asker = script(
      'asker',
      `(async () => {
        const seen = new Set();
        // The node learns of a service a moment after its pods are ready.
        for (let tries = 0; tries < 100; tries++) {
          const answers = await fetch(process.argv[1]).then(() => true, () => false);
          if (answers) break;
          await new Promise(resolve => setTimeout(resolve, 200));
        }
        for (let i = 0; i < 60; i++) seen.add(await (await fetch(process.argv[1], { headers: { connection: 'close' } })).text());
        console.log(JSON.stringify([...seen].sort()));
      })().catch(e => { console.error(e); process.exit(1); })`,
    );
    const spec = asker.spec as {
      restartPolicy: string;
      containers: { args: string[] }[];
    };
    spec.restartPolicy = 'Never';
    spec.containers[0].args.push(
      `http://web.${namespace.name}.svc.cluster.local/`,
    );
    await namespace.apply(asker);
    const { status } = await namespace.untilPod('asker', pod =>
      ['Succeeded', 'Failed'].includes(pod.status.phase),
    );
    const answered = await cluster.api.request<string[] | string>(
      'GET',
      namespace.core('pods/asker/log'),
    );
    expect({ phase: status.phase, answered }).toEqual({
      phase: 'Succeeded',
      answered: expect.any(Array),
    });
    const { items } = await cluster.api.request<{ items: Pod[] }>(
      'GET',
      namespace.core('pods?labelSelector=app%3Dweb'),
    );
    expect(answered).toEqual(items.map(({ metadata }) => metadata.name).sort());
  }, 300_000);

  it('says why a container crashes again and again, with its last lines', async () => {
    await namespace.apply(
      script(
        'crash',
        `console.error('reading config'); console.error('no such catalog: lake'); process.exit(78)`,
      ),
    );
    const { status } = await namespace.untilPod(
      'crash',
      pod => waiting(pod)?.reason === 'CrashLoopBackOff',
    );
    expect(status.containerStatuses?.[0]).toMatchObject({
      state: {
        waiting: { message: expect.stringMatching(/^back-off .* restarting/) },
      },
      lastState: { terminated: { exitCode: 78, reason: 'Error' } },
    });
    const log = await namespace.log('crash', '?previous=true&tailLines=1');
    expect(log).toBe('no such catalog: lake\n');
  }, 300_000);

  it('reports an image that can’t be had, by name', async () => {
    await namespace.apply(
      restrictedPod('typo', { name: 'main', image: 'trinodb/trnio:476' }),
      restrictedPod('never', {
        ...{ name: 'main', image: 'trinodb/trnio:476' },
        imagePullPolicy: 'Never',
      }),
    );
    const typo = await namespace.untilPod('typo', pod =>
      ['ErrImagePull', 'ImagePullBackOff'].includes(waiting(pod)?.reason ?? ''),
    );
    expect(waiting(typo)?.message).toContain('trinodb/trnio:476');
    const never = await namespace.untilPod(
      'never',
      pod => waiting(pod)?.reason === 'ErrImageNeverPull',
    );
    expect(waiting(never)?.message).toContain('trinodb/trnio:476');
  }, 300_000);

  it('ends a container that takes more memory than it may', async () => {
    await namespace.apply(
      script(
        'greedy',
        `const kept = []; for (;;) kept.push(Buffer.alloc(16e6, 1))`,
        { resources: { limits: { memory: '128Mi' } } },
      ),
    );
    const { status } = await namespace.untilPod(
      'greedy',
      pod => pod.status.containerStatuses?.[0].restartCount === 1,
    );
    expect(status.containerStatuses?.[0].lastState.terminated).toMatchObject({
      ...{ exitCode: 137, reason: 'OOMKilled' },
    });
  }, 300_000);

  it('leaves no process, folder or cgroup when it was stopped', async () => {
    isStopped = true;
    await stoppedWithoutTrace(cluster);
    // Also of the one that was killed.
    expect(abandonedCgroups()).toEqual([]);
    expect(processesInCgroups(`lakehouse-testbed-${process.pid}-`)).toEqual([]);
  }, 60_000);
});
