import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import { run as command } from '@lakehouse-portal/cli';
import { forwardPort } from '@lakehouse-portal/prove';
import type { LakehouseDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  type KubernetesCluster,
  postgresImage,
  startKubernetes,
  trinoImage,
  versityGatewayImage,
} from '../src/kubernetes';
import { clientAs } from './kubernetes/clientAs';
import type { ConfiguredCluster } from './scaffolder/PortalOptions';
import { PortalProcess } from './scaffolder/PortalProcess';
import { ScaffolderTasks } from './scaffolder/ScaffolderTasks';
import { stepsOfTemplate } from './scaffolder/stepsOfTemplate';
import { templateOf } from './scaffolder/templateOf';

const SECRETS = '/api/v1/namespaces/sales/secrets';

const document = {
  apiVersion: 'lakehouse-portal.io/v1alpha1',
  kind: 'Lakehouse',
  metadata: { name: 'sales' },
  spec: {
    ...{ owner: 'group:default/data', cluster: 'real' },
    storage: { type: 'versitygw', volume: '1Gi' },
    database: { type: 'postgres', volume: '1Gi' },
    trino: {
      ...{ version: 476, workers: 1, gracePeriodSeconds: 5 },
      coordinator: { cpu: 0.1, memory: '2Gi' },
      worker: { cpu: 0.1, memory: '2Gi' },
      authentication: { type: 'password' },
    },
    layers: [{ name: 'bronze' }, { name: 'gold' }],
    access: {
      admins: ['admin'],
      groups: { analysts: ['ann', 'bob'], engineers: ['eve'] },
      grants: [
        { group: 'analysts', layers: ['gold'], may: 'read' },
        { group: 'engineers', layers: ['bronze', 'gold'], may: 'own' },
      ],
      columns: [
        {
          ...{ layer: 'gold', table: 'people', column: 'email' },
          ...{ mask: "'***'", except: ['engineers'] },
        },
        { layer: 'gold', table: 'people', column: 'iban' },
      ],
    },
  },
};

describe('The templates for Kubernetes, with a password and TLS, on real pods', () => {
  let cluster: KubernetesCluster;
  let clusters: ConfiguredCluster[];
  let portal: PortalProcess;
  let tasks: ScaffolderTasks;
  let database: string;
  /** As a load balancer or an ingress that leaves TLS to Trino: how a portal outside of the cluster reaches it. */
  let balancer: Server;
  const logs: string[] = [];

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    for (const image of [
      await trinoImage('trinodb/trino:476'),
      await postgresImage('postgres:17.6'),
      await versityGatewayImage('versity/versitygw:v1.8.0'),
    ])
      await cluster.loadImage(image);
    const limited = await cluster.addServiceAccount('default', 'limited');
    await cluster.api.applyServerSide(
      [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: 'limited' },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            ...{ kind: 'ClusterRole', name: 'view' },
          },
          subjects: [
            { kind: 'ServiceAccount', name: 'limited', namespace: 'default' },
          ],
        },
      ],
      { manager: 'test' },
    );
    const { token } = limited.api.credentials as { token: string };
    database = mkdtempSync(join(tmpdir(), 'lakehouse-guarded-'));
    const { url, ca } = cluster;
    clusters = [
      { ...{ name: 'real', url, ca }, token: cluster.adminToken },
      { ...{ name: 'limited', url, ca }, token },
    ];
    await startPortal();
    balancer = createServer(socket => {
      coordinator()
        .then(port => {
          const other = connect(port, '127.0.0.1');
          other.on('error', () => socket.destroy());
          socket.on('error', () => other.destroy());
          socket.pipe(other).pipe(socket);
        })
        .catch(() => socket.destroy());
    });
    await new Promise<void>(resolve =>
      balancer.listen(0, '127.0.0.1', () => resolve()),
    );
  }, 6_000_000);

  afterAll(async () => {
    balancer?.close();
    await forwarded?.then(({ close }) => close()).catch(() => {});
    await portal?.kill();
    await cluster?.stop();
    if (database) rmSync(database, { recursive: true, force: true });
  });

  async function startPortal(): Promise<void> {
    portal = await PortalProcess.start({
      clusters,
      templates: [
        stepsOfTemplate('lakehouse-kubernetes'),
        stepsOfTemplate('lakehouse-kubernetes-rotate'),
        stepsOfTemplate('lakehouse-kubernetes-remove'),
        templateOf('prove', { 'lakehouse:prove': ['document', 'cluster'] }),
      ],
      ...{ lakehouse: true, database },
    });
    tasks = new ScaffolderTasks(portal.url, 900_000);
  }

  let forwarded: ReturnType<typeof forwardPort> | undefined;

  async function coordinator(): Promise<number> {
    forwarded ??= forwardPort(
      {
        baseUrl: cluster.url,
        headers: { authorization: `Bearer ${cluster.adminToken}` },
        tls: { ca: cluster.ca },
      },
      clientAs(cluster.api),
      {
        namespace: 'sales',
        selector: {
          'app.kubernetes.io/instance': 'sales',
          'app.kubernetes.io/component': 'coordinator',
        },
        port: 8443,
      },
    );
    return (await forwarded).port;
  }

  async function run(template: string, values: object = {}) {
    const result = await tasks.run(template, {
      // That of the form, which shows it first, and that of the other templates.
      ...{ preview: { document }, document, cluster: 'real', ...values },
    });
    logs.push(result.log, result.error, JSON.stringify(result.output));
    return result;
  }

  async function secret(name: string): Promise<Record<string, string>> {
    const { data } = await cluster.api.request<{
      data: Record<string, string>;
    }>('GET', `${SECRETS}/${name}`);
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        Buffer.from(value, 'base64').toString('utf8'),
      ]),
    );
  }

  async function lakehouse<T>(path: string, method = 'GET'): Promise<T> {
    const response = await fetch(`${portal.url}/api/lakehouse${path}`, {
      method,
      headers: { authorization: mockCredentials.user.header() },
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** Everything that the portal keeps or tells. */
  function told(): string {
    return [
      ...logs,
      ...readdirSync(database).map(file =>
        readFileSync(join(database, file), 'latin1'),
      ),
    ].join('\n');
  }

  it('bring it up, prove it with its access rules by a forwarded port, load the lab, and register a connection that works', async () => {
    const result = await run('lakehouse-kubernetes', {
      lab: true,
      trinoUrl: `https://localhost:${(balancer.address() as AddressInfo).port}`,
    });
    expect(result).toMatchObject({ status: 'completed', error: '' });
    for (const layer of ['bronze', 'gold'])
      expect(result.log).toMatch(
        new RegExp(`passed +Drop the table: ${layer}\\.lakehouse_prove_`),
      );
    // Masks, the blocked column, who may not read at all, and the table that no rule names.
    expect(result.log).toMatch(/passed .*ann.*email.*mask/i);
    expect(result.log).toMatch(/passed .*ann.*iban/i);
    expect(result.log).toMatch(/passed .*lakehouse-portal-stranger/i);
    expect(result.log).toContain('Partitioned orders');
    const detail = await lakehouse<LakehouseDetail>('/lakehouses/sales');
    expect(detail.scan).toMatchObject({ status: 'ok' });
    expect(detail.schemas.find(({ name }) => name === 'lab')).toMatchObject({
      tables: 2,
    });
    expect(JSON.stringify(detail)).not.toContain('sales-trino-users');
  }, 1_500_000);

  it('tell no password and no key to anybody', async () => {
    const values = Object.values({
      ...(await secret('sales-trino-users')),
      ...(await secret('sales-storage')),
    }).filter(value => value.length >= 20);
    expect(values.length).toBeGreaterThan(3);
    const all = told();
    // It is worth nothing when there is nothing to be found in it.
    expect(all.includes('sales-trino-users')).toBe(true);
    for (const value of values) expect(all.includes(value)).toBe(false);
  });

  it('name the right that a proof needs and the account lacks, before anything is done', async () => {
    const { status, error } = await run('prove', { cluster: 'limited' });
    expect(status).toBe('failed');
    expect(error).toMatch(
      /May not get or create pods\/portforward in namespace "sales"/,
    );
    expect(error).toMatch(/May not get secrets in namespace "sales"/);
  }, 60_000);

  it('believe no Trino whose certificate another has signed', async () => {
    const { 'ca.crt': own } = await secret('sales-trino-tls');
    const trust = (pem: string) =>
      cluster.api.applyServerSide(
        [
          {
            ...{ apiVersion: 'v1', kind: 'Secret' },
            metadata: { name: 'sales-trino-tls' },
            data: { 'ca.crt': Buffer.from(pem).toString('base64') },
          },
        ],
        { manager: 'test', force: true },
        'sales',
      );
    await trust(cluster.ca);
    try {
      const { status, error } = await run('prove');
      expect(status).toBe('failed');
      expect(error).toMatch(/certificate/i);
      expect(error).not.toMatch(/passed/);
    } finally {
      await trust(own);
    }
  }, 180_000);

  it.each([
    ['the document', (file: string) => ['--document', file]],
    ['its name alone', () => ['sales']],
  ])(
    'are proved from a terminal too, by %s and a kubeconfig',
    async (_, by) => {
      const file = join(database, 'lakehouse.json');
      writeFileSync(file, JSON.stringify(document));
      let shown = '';
      const hear = (text: string) => {
        shown += text;
      };
      const code = await command(
        ['prove', ...by(file), '--kubeconfig', cluster.kubeconfig],
        { out: hear, err: hear },
      );
      expect({ code, shown }).toMatchObject({
        code: 0,
        shown: expect.stringMatching(/Proved in .*: 2 layers, 12 promises/),
      });
      const { password } = await secret('sales-trino-users');
      expect(shown.includes(password)).toBe(false);
    },
    300_000,
  );

  it('make every Secret anew without losing data, although the portal is killed in the middle, and it reads on', async () => {
    const names = [
      ...['sales-database', 'sales-storage', 'sales-trino-internal'],
      ...['sales-trino-users', 'sales-trino-tls'],
    ];
    const fingerprints = async () =>
      Object.fromEntries(
        await Promise.all(
          names.map(async name => [
            name,
            createHash('sha256')
              .update(JSON.stringify(await secret(name)))
              .digest('hex'),
          ]),
        ),
      );
    const before = await fingerprints();
    const id = await tasks.start('lakehouse-kubernetes-rotate', {
      ...{ document, cluster: 'real', prove: true },
    });
    // The values are made, and nobody has them yet or some.
    await cluster.api.until(
      `${SECRETS}/sales-rotation-values`,
      () => true,
      60_000,
    );
    const begun = await secret('sales-rotation-values');
    await portal.kill();
    await startPortal();
    const result = await tasks.result(id);
    logs.push(result.log, result.error);
    expect(result).toMatchObject({ status: 'completed', error: '' });
    expect(result.log).toContain('A rotation was interrupted');
    // Gone on with, not begun anew.
    expect(begun['sales-database.password']).toBe(
      (await secret('sales-database')).password,
    );
    await cluster.api.untilGone(`${SECRETS}/sales-rotation-values`, 1_000);
    const after = await fingerprints();
    for (const name of names)
      expect({ name, same: after[name] === before[name] }).toEqual({
        ...{ name, same: false },
      });
    forwarded = undefined;
    // Tables that were written with the old keys, read with the new ones by the connection that was registered before.
    await lakehouse('/lakehouses/sales/scan', 'POST');
    const detail = await lakehouse<LakehouseDetail>('/lakehouses/sales');
    expect(detail.scan).toMatchObject({ status: 'ok' });
    expect(detail.schemas.find(({ name }) => name === 'lab')).toMatchObject({
      tables: 2,
    });
    const values = Object.values(await secret('sales-trino-users'));
    const all = told();
    for (const value of values.filter(({ length }) => length >= 20))
      expect(all.includes(value)).toBe(false);
  }, 1_500_000);

  it('take it away again with its data', async () => {
    const removed = await run('lakehouse-kubernetes-remove', {
      removeVolumes: true,
    });
    expect(removed).toMatchObject({ status: 'completed', error: '' });
    for (const kind of ['secrets', 'persistentvolumeclaims']) {
      const { items } = await cluster.api.request<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/sales/${kind}`,
      );
      expect({ kind, items }).toEqual({ kind, items: [] });
    }
  }, 400_000);
});
