import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import type {
  LakehouseSummary,
  TableQueryResult,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { TrinoClient, type TrinoClientOptions } from '@lakehouse-portal/trino';
import request from 'supertest';
import { Agent, fetch } from 'undici';
import { Certificates, freePort, runCommand, TrinoServer } from '../src';

/** `backstage` reads all and may act for some; of those, `alice` sees some rows, `bob` some columns, `carol` nothing. */
const RULES = {
  catalogs: [
    { user: 'admin', catalog: '.*', allow: 'all' },
    { catalog: 'lake|system', allow: 'read-only' },
  ],
  schemas: [{ user: 'admin', owner: true }],
  tables: [
    {
      user: 'admin',
      privileges: ['SELECT', 'INSERT', 'DELETE', 'UPDATE', 'OWNERSHIP'],
    },
    { catalog: 'system', privileges: ['SELECT'] },
    { user: 'backstage', catalog: 'lake', privileges: ['SELECT'] },
    {
      user: 'alice',
      ...{ catalog: 'lake', schema: 'shop', table: 'orders' },
      privileges: ['SELECT'],
      filter: "region = 'EU'",
    },
    {
      user: 'bob',
      ...{ catalog: 'lake', schema: 'shop', table: 'orders' },
      privileges: ['SELECT'],
      columns: [{ name: 'email', mask: "'hidden'" }],
    },
  ],
  impersonation: [
    { original_user: 'backstage', new_user: 'alice|bob|carol' },
    { original_user: 'backstage', new_user: 'alice\\.sales@example\\.com' },
  ],
};

const PASSPHRASE = 'a passphrase of the test';

/** A Trino 476 that lets in by token and by certificate only, over TLS. */
describe('A Trino that asks who one is', () => {
  const tokenKey = randomBytes(32);
  let directory: string;
  let server: TrinoServer;
  let address: string;
  let ca: string;
  let certificates: Certificates;
  const clients: TrinoClient[] = [];

  const pem = async (path: string) => readFile(path, 'utf8');

  function clientOf(options: Partial<TrinoClientOptions>): TrinoClient {
    const client = TrinoClient.create({
      server: address,
      user: 'backstage',
      tls: { ca },
      ...options,
    });
    clients.push(client);
    return client;
  }

  const byToken = (token: string | (() => Promise<string>)) =>
    clientOf({ authentication: { type: 'jwt', token } });

  const admin = () =>
    clientOf({
      user: 'admin',
      authentication: { type: 'jwt', token: jwt('admin', tokenKey) },
    });

  async function whoAmI(client: TrinoClient): Promise<unknown> {
    return (await client.query('SELECT current_user')).rows[0][0];
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-trino-identity-'));
    await mkdir(join(directory, 'metastore'));
    const port = await freePort();
    address = `https://127.0.0.1:${port}`;
    certificates = await Certificates.create(
      join(directory, 'certificates'),
      'trino-ca',
    );
    ca = await pem(certificates.authority.certificate);
    const paths = await certificates.server('trino', { CN: 'trino' }, [
      'IP:127.0.0.1',
    ]);
    server = await TrinoServer.start(
      {
        lake: {
          'connector.name': 'iceberg',
          'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
          'fs.native-local.enabled': 'true',
          'local.location': directory,
          'hive.metastore.catalog.dir': 'local:///metastore',
        },
      },
      {
        readyWhen: 'started',
        config: {
          'http-server.authentication.type': 'CERTIFICATE,JWT',
          'http-server.authentication.jwt.key-file': 'ETC/jwt.key',
          'http-server.authentication.certificate.user-mapping.pattern':
            '^CN=([^,]+).*$',
          'http-server.https.enabled': 'true',
          'http-server.https.port': String(port),
          'http-server.https.keystore.path': 'ETC/server.pem',
          'http-server.https.truststore.path': 'ETC/clients.pem',
          'internal-communication.shared-secret':
            randomBytes(32).toString('hex'),
        },
        files: {
          'server.pem': `${await pem(paths.key)}${await pem(
            paths.certificate,
          )}`,
          'clients.pem': ca,
          'jwt.key': tokenKey.toString('base64'),
          'access-control.properties':
            'access-control.name=file\nsecurity.config-file=ETC/rules.json\n',
          'rules.json': JSON.stringify(RULES),
        },
      },
    );
    const client = admin();
    // One that has started may not yet have seen its own announcement.
    const nodes = () =>
      client.query('SELECT count(*) FROM system.runtime.nodes').then(
        ({ rows }) => Number(rows[0][0]),
        () => 0,
      );
    while ((await nodes()) === 0) await sleep(100);
    for (const sql of [
      'CREATE SCHEMA lake.shop',
      "CREATE TABLE lake.shop.orders AS SELECT * FROM (VALUES (1, 'EU', 'ann@example.com'), (2, 'US', 'ben@example.com')) AS t(id, region, email)",
    ])
      await client.query(sql);
  }, 900_000);

  afterAll(async () => {
    for (const client of clients) client.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  describe('the client', () => {
    it('is let in by a token, on every page of a result, and asks for another each time where tokens are renewed', async () => {
      let asked = 0;
      const client = byToken(async () => {
        asked += 1;
        return jwt('backstage', tokenKey);
      });
      expect(await whoAmI(client)).toBe('backstage');
      const before = asked;
      const { rows } = await client.query(
        'SELECT a.id FROM lake.shop.orders a CROSS JOIN UNNEST(sequence(1, 5000)) CROSS JOIN UNNEST(sequence(1, 5))',
      );
      expect(rows).toHaveLength(50_000);
      expect(asked - before).toBeGreaterThan(2);
    });

    it.each([
      ['another key', () => jwt('backstage', randomBytes(32))],
      ['one that has expired', () => jwt('backstage', tokenKey, -60)],
      ['no token at all', () => 'not-a-token'],
    ])(
      'is refused with a token of %s, and never shows it',
      async (_, token) => {
        const value = token();
        const refused: unknown = await whoAmI(byToken(value)).catch(
          error => error,
        );
        expect(refused).toMatchObject({ name: 'TrinoAuthenticationError' });
        expect(inspect(refused, { depth: 10 })).not.toContain(value);
      },
    );

    it('is let in by a certificate, also with a key behind a passphrase, as whom it names', async () => {
      const paths = await certificates.client('portal', { CN: 'backstage' });
      const certificate = await pem(paths.certificate);
      const client = clientOf({
        authentication: { type: 'certificate' },
        tls: { ca, certificate, key: await pem(paths.key) },
      });
      expect(await whoAmI(client)).toBe('backstage');
      const locked = clientOf({
        authentication: { type: 'certificate' },
        tls: {
          ca,
          certificate,
          key: await encrypted(paths.key, PASSPHRASE),
          passphrase: PASSPHRASE,
        },
      });
      expect(await whoAmI(locked)).toBe('backstage');
    });

    it('is refused with a certificate of another authority, with none, and as somebody for whom it may not act', async () => {
      const other = await Certificates.create(
        join(directory, 'others'),
        'trino-ca',
      );
      const paths = await other.client('portal', { CN: 'backstage' });
      const stranger = clientOf({
        authentication: { type: 'certificate' },
        tls: {
          ca,
          certificate: await pem(paths.certificate),
          key: await pem(paths.key),
        },
      });
      // It is for TLS to refuse a certificate; a server may as well take it for none.
      await expect(whoAmI(stranger)).rejects.toMatchObject({
        name: expect.stringMatching(/^Trino(Authentication|Connection)Error$/),
      });
      await expect(whoAmI(clientOf({}))).rejects.toMatchObject({
        name: 'TrinoAuthenticationError',
      });
      const own = await certificates.client('own', { CN: 'backstage' });
      const client = clientOf({
        authentication: { type: 'certificate' },
        tls: {
          ca,
          certificate: await pem(own.certificate),
          key: await pem(own.key),
        },
      });
      const as = (user: string) =>
        client.query('SELECT current_user', { user });
      expect((await as('alice')).rows).toEqual([['alice']]);
      await expect(as('dave')).rejects.toThrow(/impersonate user dave/);
    });

    it('tells Trino whom a query is for: user, source, tags and trace token', async () => {
      const { queryId } = await byToken(jwt('backstage', tokenKey)).query(
        'SELECT 1',
        {
          user: 'alice',
          source: 'portal-of-the-test',
          traceToken: 'user:default/alice 42',
          clientTags: ['preview'],
        },
      );
      expect(await told(queryId)).toMatchObject({
        user: 'alice',
        principal: 'backstage',
        source: 'portal-of-the-test',
        traceToken: 'user:default/alice 42',
        clientTags: ['preview'],
      });
    });
  });

  /** The session of a query, as Trino itself has it. */
  async function told(queryId: string): Promise<unknown> {
    const response = await fetch(`${address}/v1/query/${queryId}`, {
      headers: { Authorization: `Bearer ${jwt('admin', tokenKey)}` },
      dispatcher: new Agent({ connect: { ca } }),
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { session: unknown }).session;
  }

  describe('the portal', () => {
    let portal: Awaited<ReturnType<typeof startTestBackend>>;
    let wrongToken: string;

    beforeAll(async () => {
      const own = await certificates.client('connection', { CN: 'backstage' });
      wrongToken = jwt('backstage', randomBytes(32));
      const through = (trino: object, tls: object = {}) => ({
        type: 'trino',
        trino: {
          server: address,
          user: 'backstage',
          catalog: 'lake',
          source: 'portal-of-the-test',
          authentication: { type: 'jwt', token: jwt('backstage', tokenKey) },
          tls: { ca, ...tls },
          ...trino,
        },
      });
      portal = await startTestBackend({
        features: [
          lakehousePlugin,
          mockServices.rootConfig.factory({
            data: {
              lakehouse: {
                connections: {
                  service: through({}),
                  viewer: through({ previewUser: '{name}' }),
                  mapped: through({
                    previewUser: '{name}.{namespace}@example.com',
                  }),
                  certificate: through(
                    { authentication: { type: 'certificate' } },
                    {
                      certificate: await pem(own.certificate),
                      key: await encrypted(own.key, PASSPHRASE),
                      passphrase: PASSPHRASE,
                    },
                  ),
                  // Authenticates as backstage, which may not act for this one.
                  other: through({ user: 'lake.reader' }),
                  stranger: through({
                    authentication: { type: 'jwt', token: wrongToken },
                  }),
                },
              },
            },
          }),
        ],
      });
      for (const lakehouse of ['service', 'viewer', 'mapped']) {
        const run = await scan(lakehouse);
        if (run.status !== 'ok')
          throw new Error(`scan of ${lakehouse}: ${JSON.stringify(run)}`);
      }
    });

    afterAll(() => portal?.stop());

    async function scan(lakehouse: string): Promise<LakehouseSummary['scan']> {
      const { body } = await request(portal.server)
        .post(`/api/lakehouse/lakehouses/${lakehouse}/scan`)
        .expect(200);
      return (body as LakehouseSummary).scan;
    }

    async function check(lakehouse: string): Promise<string> {
      const { body } = await request(portal.server)
        .post(`/api/lakehouse/lakehouses/${lakehouse}/sources/engine/check`)
        .buffer(true)
        .parse((response, done) => {
          let all = '';
          response.on('data', chunk => {
            all += chunk;
          });
          response.on('end', () => done(null, all));
        })
        .expect(200);
      return String(body);
    }

    /** Rows of the table as somebody sees them. */
    async function preview(
      lakehouse: string,
      authorization: string,
      status: number = 200,
    ) {
      const { body } = await request(portal.server)
        .post(
          `/api/lakehouse/lakehouses/${lakehouse}/schemas/shop/tables/orders/query`,
        )
        .set('authorization', authorization)
        .send({})
        .expect(status);
      return body as TableQueryResult & { error: { message: string } };
    }

    const person = (ref: string) => mockCredentials.user.header(ref);

    it('reads tables by a certificate whose key has a passphrase, and tests that connection', async () => {
      expect(await scan('certificate')).toMatchObject({
        status: 'ok',
        tablesTotal: 1,
      });
      expect(await check('certificate')).toMatch(
        /"authentication","outcome":"passed"|"outcome":"passed"[^}]*"authentication"/,
      );
    });

    it('says that Trino does not take the token, without showing it', async () => {
      const { status, error } = await scan('stranger');
      expect(status).toBe('failed');
      const said = `${error} ${await check('stranger')}`;
      expect(said).toMatch(/authentication/);
      expect(said).toMatch(/failed/);
      expect(said).not.toContain(wrongToken);
      expect(said).not.toContain(wrongToken.split('.')[2]);
    });

    it('names the rule that Trino lacks, where who authenticates may not act for the user of the connection', async () => {
      const rule = JSON.stringify({
        original_user: 'backstage',
        new_user: 'lake\\.reader',
      });
      const { status, error } = await scan('other');
      expect(status).toBe('failed');
      expect(error).toContain('cannot impersonate user lake.reader');
      expect(error).toContain(rule);
      const hops = (await check('other'))
        .trim()
        .split('\n')
        .map(line => JSON.parse(line))
        .filter(({ hop }) => hop);
      expect(hops).toContainEqual(
        expect.objectContaining({ hop: 'authentication', outcome: 'passed' }),
      );
      expect(hops[hops.length - 1]).toMatchObject({
        hop: 'authorisation',
        outcome: 'failed',
        advice: expect.stringContaining(rule),
      });
    });

    it('shows each person the rows that Trino lets them see, as themselves', async () => {
      const alice = await preview('viewer', person('user:default/alice'));
      expect(alice.rows).toEqual([[1, 'EU', 'ann@example.com']]);
      expect(alice.ranAs).toMatchObject({
        engine: 'Trino',
        user: 'alice',
        isViewer: true,
      });
      expect(await told(alice.ranAs!.queryId)).toMatchObject({
        user: 'alice',
        principal: 'backstage',
        source: 'portal-of-the-test',
        traceToken: expect.stringMatching(/^user:default\/alice /),
      });
      const bob = await preview('viewer', person('user:default/bob'));
      expect(bob.rows.map(row => row[2])).toEqual(['hidden', 'hidden']);
    });

    it('tells whom Trino lets read nothing that the table is there, and who decides', async () => {
      const { error } = await preview(
        'viewer',
        person('user:default/carol'),
        403,
      );
      expect(error.message).toMatch(
        /The table is there, but Trino does not let "carol" read its rows.*Access Denied/,
      );
    });

    it('shows nobody the rows of somebody else: not where it may not act for them, not to services, not to namesakes', async () => {
      const refusal = async (authorization: string) =>
        (await preview('viewer', authorization, 403)).error.message;
      expect(await refusal(person('user:default/dave'))).toMatch(
        /as the Trino user "dave", for whom the portal may not act.*"impersonation": \{"original_user":"backstage","new_user":"dave"\}/,
      );
      expect(await refusal(person('user:sales/alice'))).toMatch(
        /namespace "sales".*has no \{namespace\}/,
      );
      expect(await refusal(mockCredentials.service.header())).toMatch(
        /a service is none/,
      );
      const namesake = await preview('mapped', person('user:sales/alice'), 403);
      expect(namesake.error.message).toContain('alice.sales@example.com');
    });

    it('says whose rights they are where all see what the connection sees', async () => {
      const { rows, ranAs } = await preview(
        'service',
        person('user:default/carol'),
      );
      expect(rows).toHaveLength(2);
      expect(ranAs).toMatchObject({ user: 'backstage', isViewer: false });
      expect(await told(ranAs!.queryId)).toMatchObject({
        user: 'backstage',
        traceToken: expect.stringMatching(/^user:default\/carol /),
      });
    });
  });
});

function jwt(subject: string, key: Buffer, seconds: number = 3_600): string {
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
    sub: subject,
    exp: Math.floor(Date.now() / 1000) + seconds,
  })}`;
  return `${text}.${createHmac('sha256', key)
    .update(text)
    .digest('base64url')}`;
}

/** A key in PEM that needs a passphrase. */
async function encrypted(path: string, passphrase: string): Promise<string> {
  const out = `${path}.encrypted`;
  await runCommand(
    'openssl',
    [
      ...['pkcs8', '-topk8', '-in', path, '-out', out],
      ...['-passout', `pass:${passphrase}`],
    ],
    { timeoutMs: 60_000 },
  );
  return readFile(out, 'utf8');
}
