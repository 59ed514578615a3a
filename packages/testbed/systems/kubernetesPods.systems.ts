import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Exec,
  KubeConfig,
  PortForward,
  type V1Status,
} from '@kubernetes/client-node';
import {
  type KubernetesCluster,
  type KubernetesObject,
  nodeImage,
  postgresImage,
  startKubernetes,
  trinoImage,
} from '../src/kubernetes';
import { processStartTime } from '../src/processes';
import { TrinoStatements } from '../src/trino';
import { stoppedWithoutTrace } from './kubernetes/expectations';
import {
  abandonedCgroups,
  processesInCgroups,
} from './kubernetes/processesInCgroups';
import { restrictedContainer, restrictedPod } from './kubernetes/restricted';

const WAIT_MS = 120_000;
const MANAGER = { manager: 'portal' };

interface Pod {
  metadata: { name: string; uid: string };
  status: {
    phase: string;
    containerStatuses?: {
      ready: boolean;
      restartCount: number;
      state: {
        waiting?: { reason: string; message?: string };
      };
      lastState: { terminated?: { exitCode: number; reason: string } };
    }[];
  };
}

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
  let namespace: string;
  let config: KubeConfig;
  let isStopped = false;
  const forwards: Server[] = [];

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    await cluster.loadImage(nodeImage());
    config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig);
  }, 6_000_000);

  beforeEach(async () => {
    namespace = await cluster.createNamespace('pods', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  afterEach(async () => {
    for (const server of forwards.splice(0)) server.close();
    if (isStopped) return;
    await cluster.api.request('DELETE', `/api/v1/namespaces/${namespace}`);
  });

  afterAll(() => cluster?.stop());

  const apply = (...objects: KubernetesObject[]) =>
    cluster.api.applyServerSide(objects, MANAGER, namespace);

  const core = (path: string) => `/api/v1/namespaces/${namespace}/${path}`;

  /** Where it does not come to that, the log of the pod says why. */
  const untilPod = (name: string, isGood: (pod: Pod) => boolean) =>
    cluster.api
      .until<Pod>(core(`pods/${name}`), isGood, WAIT_MS)
      .catch(async error => {
        const log = await cluster.api
          .request('GET', core(`pods/${name}/log?tailLines=50`))
          .catch(String);
        throw new Error(`${error.message}\nIts log:\n${log}`);
      });

  const isReady = ({ status }: Pod) =>
    status.containerStatuses?.every(({ ready }) => ready) ?? false;

  const waiting = ({ status }: Pod) =>
    status.containerStatuses?.[0].state.waiting;

  /** A pod of Node that runs a script. */
  const script = (name: string, code: string, more: object = {}) =>
    restrictedPod(name, {
      ...{ name: 'main', image: 'node:24', args: ['-e', code] },
      ...more,
    });

  /** What a program in a container printed, and how it ended. */
  async function exec(
    pod: string,
    command: string[],
  ): Promise<{ status: V1Status; stdout: string; stderr: string }> {
    const output = { stdout: '', stderr: '' };
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    stdout.on('data', chunk => {
      output.stdout += chunk;
    });
    stderr.on('data', chunk => {
      output.stderr += chunk;
    });
    const status = await new Promise<V1Status>((resolve, reject) => {
      new Exec(config)
        .exec(
          ...[namespace, pod, 'main', command, stdout, stderr],
          ...[null, false, resolve],
        )
        .catch(reject);
    });
    return { status, ...output };
  }

  /** A port of this machine that is a port of a pod. */
  async function forward(pod: string, port: number): Promise<string> {
    const forwarding = new PortForward(config);
    const server = createServer(socket => {
      forwarding
        .portForward(namespace, pod, [port], socket, null, socket)
        .catch(error => socket.destroy(error));
      socket.once('error', () => socket.destroy());
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    forwards.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('runs a pod of a local image as its user, whose log, programs and port are reached through the API', async () => {
    await apply(
      script(
        'web',
        `require('http').createServer((q, r) => { console.log('asked for ' + q.url); r.end('hello from ' + require('os').userInfo().username); })
          .listen(8080, () => console.log('listening'))`,
        { readinessProbe: { httpGet: { path: '/ready', port: 8080 } } },
      ),
    );
    await untilPod('web', isReady);
    const url = await forward('web', 8080);
    expect(await get(`${url}/hop`)).toBe('hello from node');
    const log = await cluster.api.request<string>('GET', core('pods/web/log'));
    expect(log).toMatch(/^listening\n/);
    expect(log).toContain('asked for /ready\n');
    expect(log).toContain('asked for /hop\n');
    const done = await exec('web', ['id', '-u']);
    expect(done).toMatchObject({
      ...{ stdout: '1000\n', stderr: '' },
      status: { status: 'Success' },
    });
    const failed = await exec('web', ['cat', '/no/such/file']);
    expect(failed.status.status).toBe('Failure');
    expect(failed.stderr).toContain('/no/such/file');
  }, 300_000);

  it('resolves the name of a service, and a pod reaches another by it', async () => {
    const labels = { app: 'web' };
    await apply(
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
      `/apis/apps/v1/namespaces/${namespace}/deployments/web`,
      ({ status }) => status.availableReplicas === 2,
      WAIT_MS,
    );
    const asker = script(
      'asker',
      `(async () => {
        const seen = new Set();
        for (let i = 0; i < 60; i++) seen.add(await (await fetch(process.argv[1], { headers: { connection: 'close' } })).text());
        console.log(JSON.stringify([...seen].sort()));
      })().catch(e => { console.error(e); process.exit(1); })`,
    );
    const spec = asker.spec as {
      restartPolicy: string;
      containers: { args: string[] }[];
    };
    spec.restartPolicy = 'Never';
    spec.containers[0].args.push(`http://web.${namespace}.svc.cluster.local/`);
    await apply(asker);
    const { status } = await untilPod('asker', pod =>
      ['Succeeded', 'Failed'].includes(pod.status.phase),
    );
    const answered = await cluster.api.request<string[] | string>(
      'GET',
      core('pods/asker/log'),
    );
    expect([status.phase, answered]).toEqual(['Succeeded', expect.anything()]);
    const { items } = await cluster.api.request<{ items: Pod[] }>(
      'GET',
      core('pods?labelSelector=app%3Dweb'),
    );
    expect(answered).toEqual(items.map(({ metadata }) => metadata.name).sort());
  }, 300_000);

  it('says why a container crashes again and again, with its last lines', async () => {
    await apply(
      script(
        'crash',
        `console.error('reading config'); console.error('no such catalog: lake'); process.exit(78)`,
      ),
    );
    const { status } = await untilPod(
      'crash',
      pod => waiting(pod)?.reason === 'CrashLoopBackOff',
    );
    expect(status.containerStatuses?.[0]).toMatchObject({
      state: {
        waiting: { message: expect.stringMatching(/^back-off .* restarting/) },
      },
      lastState: { terminated: { exitCode: 78, reason: 'Error' } },
    });
    const log = await cluster.api.request<string>(
      'GET',
      core('pods/crash/log?previous=true&tailLines=1'),
    );
    expect(log).toBe('no such catalog: lake\n');
  }, 300_000);

  it('reports an image that can’t be had, by name', async () => {
    await apply(
      restrictedPod('typo', { name: 'main', image: 'trinodb/trnio:476' }),
      restrictedPod('never', {
        ...{ name: 'main', image: 'trinodb/trnio:476' },
        imagePullPolicy: 'Never',
      }),
    );
    const typo = await untilPod('typo', pod =>
      ['ErrImagePull', 'ImagePullBackOff'].includes(waiting(pod)?.reason ?? ''),
    );
    expect(waiting(typo)?.message).toContain('trinodb/trnio:476');
    const never = await untilPod(
      'never',
      pod => waiting(pod)?.reason === 'ErrImageNeverPull',
    );
    expect(waiting(never)?.message).toContain('trinodb/trnio:476');
  }, 300_000);

  it('ends a container that takes more memory than it may', async () => {
    await apply(
      script(
        'greedy',
        `const kept = []; for (;;) kept.push(Buffer.alloc(16e6, 1))`,
        { resources: { limits: { memory: '128Mi' } } },
      ),
    );
    const { status } = await untilPod(
      'greedy',
      pod => pod.status.containerStatuses?.[0].restartCount === 1,
    );
    expect(status.containerStatuses?.[0].lastState.terminated).toMatchObject({
      ...{ exitCode: 137, reason: 'OOMKilled' },
    });
  }, 300_000);

  it('keeps what a stateful set has stored when its pod is replaced: PostgreSQL on a volume', async () => {
    await cluster.loadImage(await postgresImage());
    const labels = { app: 'postgres' };
    await apply(
      {
        ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'postgres' } },
        stringData: { password: 'not-a-secret' },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'postgres' },
        spec: {
          clusterIP: 'None',
          selector: labels,
          ports: [{ port: 5432 }],
        },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'postgres' },
        spec: {
          serviceName: 'postgres',
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              securityContext: {
                ...{ runAsNonRoot: true, fsGroup: 999 },
                seccompProfile: { type: 'RuntimeDefault' },
              },
              containers: [
                restrictedContainer({
                  name: 'main',
                  image: 'postgres:17',
                  env: [
                    { name: 'POSTGRES_DB', value: 'lake' },
                    { name: 'PGDATA', value: '/data/pgdata' },
                    {
                      name: 'POSTGRES_PASSWORD',
                      valueFrom: {
                        secretKeyRef: { name: 'postgres', key: 'password' },
                      },
                    },
                  ],
                  readinessProbe: {
                    exec: {
                      command: ['pg_isready', '-h', '127.0.0.1', '-d', 'lake'],
                    },
                    periodSeconds: 1,
                  },
                  volumeMounts: [{ name: 'data', mountPath: '/data' }],
                }),
              ],
            },
          },
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
    );
    const sql = (statement: string) =>
      exec('postgres-0', [
        'psql',
        `postgresql://postgres:not-a-secret@postgres-0.postgres.${namespace}.svc.cluster.local/lake`,
        ...['-XAtc', statement],
      ]);
    const first = await untilPod('postgres-0', isReady);
    const created = await sql(
      `CREATE TABLE kept AS SELECT 42 AS answer; SELECT rolname FROM pg_roles WHERE rolname = current_user`,
    );
    expect(created).toMatchObject({
      stdout: 'SELECT 1\npostgres\n',
      stderr: '',
    });
    await cluster.api.request('DELETE', core('pods/postgres-0'));
    const second = await untilPod(
      'postgres-0',
      pod => pod.metadata.uid !== first.metadata.uid && isReady(pod),
    );
    expect(second.status.phase).toBe('Running');
    expect(first.status.containerStatuses?.[0].restartCount).toBe(0);
    expect(second.status.containerStatuses?.[0].restartCount).toBe(0);
    expect((await sql('SELECT answer FROM kept')).stdout).toBe('42\n');
  }, 300_000);

  it('runs Trino, which answers SQL', async () => {
    await cluster.loadImage(await trinoImage());
    const properties = (values: Record<string, string>) =>
      Object.entries(values)
        .map(([key, value]) => `${key}=${value}\n`)
        .join('');
    await apply(
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'trino' } },
        data: {
          'config.properties': properties({
            coordinator: 'true',
            'node-scheduler.include-coordinator': 'true',
            'http-server.http.port': '8080',
            'discovery.uri': 'http://localhost:8080',
            'query.max-memory': '300MB',
            'query.max-memory-per-node': '300MB',
            'memory.heap-headroom-per-node': '200MB',
          }),
          'node.properties': properties({
            'node.environment': 'test',
            'node.data-dir': '/data/trino',
          }),
          'log.properties': properties({ 'io.trino': 'INFO' }),
          'jvm.config': [
            ...['-server', '-Xmx1G', '-XX:+UseSerialGC'],
            ...['-XX:TieredStopAtLevel=1', '-XX:+ExitOnOutOfMemoryError'],
            '-Djdk.attach.allowAttachSelf=true',
            ...['--enable-native-access=ALL-UNNAMED'],
            '--sun-misc-unsafe-memory-access=allow',
            ...['--add-modules=jdk.incubator.vector', ''],
          ].join('\n'),
        },
      },
      {
        ...{ apiVersion: 'v1', kind: 'ConfigMap' },
        metadata: { name: 'catalogs' },
        data: { 'tpch.properties': 'connector.name=tpch\n' },
      },
      restrictedPod(
        'trino',
        {
          name: 'main',
          image: 'trinodb/trino:476',
          resources: { limits: { memory: '2Gi' } },
          readinessProbe: {
            exec: { command: ['/usr/lib/trino/bin/health-check'] },
            ...{ periodSeconds: 2, timeoutSeconds: 5 },
          },
          volumeMounts: [
            { name: 'etc', mountPath: '/etc/trino' },
            { name: 'catalogs', mountPath: '/etc/trino/catalog' },
          ],
        },
        [
          { name: 'etc', configMap: { name: 'trino' } },
          { name: 'catalogs', configMap: { name: 'catalogs' } },
        ],
      ),
    );
    await untilPod('trino', isReady);
    const trino = new TrinoStatements(await forward('trino', 8080));
    const count = () => trino.query('SELECT count(*) FROM tpch.tiny.orders');
    expect(
      await count().catch(error => onceMoreWhenNodesAreKnown(error, count)),
    ).toEqual([[15000]]);
  }, 400_000);

  it('leaves no process, folder or cgroup when it was stopped', async () => {
    isStopped = true;
    await stoppedWithoutTrace(cluster);
    // Also of the one that was killed.
    expect(abandonedCgroups()).toEqual([]);
    expect(processesInCgroups(`lakehouse-testbed-${process.pid}-`)).toEqual([]);
  }, 60_000);
});

function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.once('end', () => resolve(text));
      response.once('error', reject);
    })
      .once('error', reject)
      .end();
  });
}

/** Trino says that it has started before it knows itself as a worker: then "nodes is empty". */
async function onceMoreWhenNodesAreKnown<T>(
  error: Error,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  let last = error;
  while (/nodes is empty/i.test(last.message) && Date.now() < deadline) {
    await sleep(250);
    try {
      return await work();
    } catch (next) {
      last = next as Error;
    }
  }
  throw last;
}
