import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ProofReport,
  proveLakehouse,
  type ProveOptions,
  sessionsOf,
} from '@lakehouse-portal/prove';
import { TrinoClient, type TrinoClientOptions } from '@lakehouse-portal/trino';
import { Certificates, freePort, type TrinoOptions, TrinoServer } from '../src';

jest.setTimeout(600_000);

/** What the proof says of the cluster itself: a coordinator that starts, workers that are missing, come and go, and who may ask. */
describe('the proof and a Trino cluster', () => {
  let directory: string;
  const servers: TrinoServer[] = [];
  const clients: TrinoClient[] = [];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-prove-cluster-'));
    await mkdir(join(directory, 'metastore'));
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    for (const server of servers.splice(0)) await server.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(options: TrinoOptions): Promise<TrinoServer> {
    const server = await TrinoServer.start(
      {
        lake: {
          'connector.name': 'iceberg',
          'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
          'fs.native-local.enabled': 'true',
          'local.location': directory,
          'hive.metastore.catalog.dir': 'local:///metastore',
        },
      },
      { memoryMb: 768, ...options },
    );
    servers.push(server);
    return server;
  }

  function prove(
    server: TrinoServer,
    options: Partial<ProveOptions> = {},
    client: Partial<TrinoClientOptions> = {},
  ): Promise<ProofReport> {
    const trino = TrinoClient.create({
      server: server.url,
      user: 'admin',
      ...client,
    });
    clients.push(trino);
    return proveLakehouse({
      connect: sessionsOf(trino),
      catalog: 'lake',
      layers: [{ schema: 'bronze' }],
      waitMs: 60_000,
      ...options,
    });
  }

  const failureOf = ({ steps }: ProofReport) => {
    const step = steps.find(one => one.failure);
    return [step?.id, step?.failure?.hop, step?.failure?.errorName];
  };

  it('waits for a coordinator that only just listens', async () => {
    const server = await start({ readyWhen: 'listens' });
    const reasons = new Set<string>();
    const report = await prove(server, {
      onStep: event => {
        if (event.type === 'waiting') reasons.add(event.reason);
      },
    });
    expect(failureOf(report)).toEqual([undefined, undefined, undefined]);
    expect(report.outcome).toBe('proved');
    expect([...reasons].join()).toMatch(/is starting|no node that works/);
  });

  it('names missing workers, waits for them, sees them work, and names one that dies', async () => {
    const server = await start({
      readyWhen: 'started',
      config: { 'node-scheduler.include-coordinator': 'false' },
    });
    const without = await prove(server, {
      nodes: { workers: 1 },
      waitMs: 3_000,
    });
    expect(without.outcome).toBe('failed');
    expect(failureOf(without).slice(1)).toEqual(['worker', expect.anything()]);
    const unexpected = await prove(server, { waitMs: 3_000 });
    expect(failureOf(unexpected)[1]).toBe('worker');

    const waiting = prove(server, { nodes: { workers: 1 }, waitMs: 120_000 });
    const worker = await start({
      readyWhen: 'started',
      nodeId: 'worker-1',
      config: {
        coordinator: 'false',
        'node-scheduler.include-coordinator': '',
        'discovery.uri': server.url,
      },
    });
    const report = await waiting;
    expect(failureOf(report)).toEqual([undefined, undefined, undefined]);
    expect(report.outcome).toBe('proved');
    expect(report.steps.find(({ id }) => id === 'workers')?.found).toBe(
      'Trino 476; 1 active: worker-1',
    );
    expect(report.steps.find(({ id }) => id === 'splits')?.found).toContain(
      'worker-1',
    );

    const dying = await prove(server, {
      nodes: { workers: 1 },
      onStep: event => {
        if (event.type === 'finished' && event.step.id === 'bronze/insert') {
          worker.process.stop();
        }
      },
    });
    expect(dying.outcome).toBe('failed');
    expect(failureOf(dying).slice(0, 2)).toEqual(['bronze/change', 'worker']);
  });

  it('tells a missing token, a wrong one, and acting for others without the right', async () => {
    const key = randomBytes(32);
    const port = await freePort();
    const certificates = await Certificates.create(
      join(directory, 'certificates'),
      'prove',
    );
    const paths = await certificates.server('trino', { CN: 'trino' }, [
      'IP:127.0.0.1',
    ]);
    const pem = async (path: string) => readFile(path, 'utf8');
    const https = {
      server: `https://127.0.0.1:${port}`,
      tls: { ca: await pem(certificates.authority.certificate) },
    };
    const server = await start({
      readyWhen: 'started',
      config: {
        'http-server.authentication.type': 'JWT',
        'http-server.authentication.jwt.key-file': 'ETC/jwt.key',
        'http-server.https.enabled': 'true',
        'http-server.https.port': String(port),
        'http-server.https.keystore.path': 'ETC/server.pem',
        'internal-communication.shared-secret': randomBytes(32).toString('hex'),
      },
      files: {
        'server.pem': `${await pem(paths.key)}${await pem(paths.certificate)}`,
        'jwt.key': key.toString('base64'),
        'access-control.properties':
          'access-control.name=file\nsecurity.config-file=ETC/rules.json\n',
        'rules.json': JSON.stringify({
          impersonation: [{ original_user: 'admin', new_user: 'ann' }],
        }),
      },
    });
    const untrusted = await prove(server, {}, { server: https.server });
    expect(failureOf(untrusted)).toEqual([
      'coordinator',
      'network',
      'TrinoConnectionError',
    ]);
    const anonymous = await prove(server, {}, https);
    expect(failureOf(anonymous)).toEqual([
      'coordinator',
      'authentication',
      'TrinoAuthenticationError',
    ]);
    const token = (secret: Buffer) => ({
      ...https,
      authentication: { type: 'jwt' as const, token: jwt('admin', secret) },
    });
    const wrong = await prove(server, {}, token(randomBytes(32)));
    expect(failureOf(wrong)).toEqual([
      'coordinator',
      'authentication',
      'TrinoAuthenticationError',
    ]);
    const access = (user: string) => [
      { user, schema: 'bronze', expectation: 'visible' as const },
    ];
    const right = await prove(server, { access: access('ann') }, token(key));
    expect(failureOf(right)).toEqual([undefined, undefined, undefined]);
    expect(right.outcome).toBe('proved');
    const other = await prove(server, { access: access('eve') }, token(key));
    expect(failureOf(other)).toEqual([
      'access/user/eve',
      'rights',
      'PERMISSION_DENIED',
    ]);
    expect(other.steps.find(({ failure }) => failure)?.failure?.cause).toMatch(
      /may not act for the user/,
    );
  });
});

function jwt(subject: string, key: Buffer): string {
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
    sub: subject,
    exp: Math.floor(Date.now() / 1000) + 600,
  })}`;
  return `${text}.${createHmac('sha256', key)
    .update(text)
    .digest('base64url')}`;
}
