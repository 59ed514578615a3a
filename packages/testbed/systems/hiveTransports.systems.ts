import {
  type ConnectionCheck,
  HiveMetastoreCatalog,
  type HiveMetastoreOptions,
} from '@lakehouse-portal/catalogs';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  HiveMetastoreServer,
  type HiveMetastoreVersion,
  runPyIceberg,
  sharedSystem,
  startHiveMetastore,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../src';
import { listAll } from './listAll';
import { beyondLoopback, listeningAddresses } from './listeningAddresses';
import { seenInPortal } from './rest/seenInPortal';
import { snapshotsOfOrders, writeShop } from './trino/writeShop';

/** Written by Trino through a metastore as it is by default; others over the same database are read in other ways. */
describe.each<HiveMetastoreVersion>(['3.1.3', '4.0.1'])(
  'The Hive Metastore %s',
  version => {
    const trinoCatalog = uniqueName('hive');
    const schema = uniqueName('shop');
    const database = uniqueName('metastore');
    const servers: HiveMetastoreServer[] = [];
    const open: HiveMetastoreCatalog[] = [];
    let directory: string;
    let trino: TrinoStatements;
    let plain: HiveMetastoreServer;

    async function start(
      options: Partial<Parameters<typeof startHiveMetastore>[0]>,
    ): Promise<HiveMetastoreServer> {
      const { bucket } = await sharedSystem('s3');
      const server = await startHiveMetastore({
        ...{ postgres: await sharedSystem('postgres'), version, database },
        warehouse: `s3://${bucket}/${database}`,
        ...options,
      });
      servers.push(server);
      return server;
    }

    function connect(
      { port }: HiveMetastoreServer,
      options: Partial<HiveMetastoreOptions> = {},
    ): HiveMetastoreCatalog {
      const catalog = new HiveMetastoreCatalog({
        servers: [{ host: '127.0.0.1', port }],
        ...options,
      });
      open.push(catalog);
      return catalog;
    }

    beforeAll(async () => {
      directory = mkdtempSync(join(tmpdir(), 'lakehouse-hive-tls-'));
      trino = new TrinoStatements((await sharedSystem('trino')).url);
      plain = await start({});
      await trino.createCatalog(
        trinoCatalog,
        trinoCatalogs({
          s3: await sharedSystem('s3'),
          hms: { uri: plain.uri, warehouse: '' },
        }).hms,
      );
      await writeShop(trino, `${trinoCatalog}.${schema}`);
    }, 1_800_000);

    afterAll(async () => {
      for (const catalog of open) await catalog.close();
      await trino?.dropCatalog(trinoCatalog).catch(() => undefined);
      for (const server of servers) await server.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    it('recognises tables of Delta Lake and Hudi as their writers register them, and says why they are not read', async () => {
      const { bucket } = await sharedSystem('s3');
      const namespace = uniqueName('other');
      expect(
        await runPyIceberg(join(__dirname, 'hive_foreign_tables.py'), {
          ...{ uri: plain.uri, namespace },
          location: `s3://${bucket}/${namespace}`,
        }),
      ).toHaveLength(5);
      const catalog = connect(plain);
      const found = (await listAll(catalog)).filter(
        table => table.namespace === namespace,
      );
      expect(
        Object.fromEntries(
          found.map(({ name, format, unreadable }) => [
            name,
            [format, unreadable],
          ]),
        ),
      ).toEqual({
        delta_of_spark: ['delta', expect.stringContaining('A Delta table')],
        delta_of_trino: ['delta', expect.stringContaining('A Delta table')],
        hudi_of_spark: ['hudi', expect.stringContaining('A Hudi table')],
        hudi_of_sync_rt: ['hudi', expect.stringContaining('A Hudi table')],
        plain: ['parquet', expect.stringContaining('A Parquet table')],
      });
      for (const table of found)
        expect(await catalog.findTable(table)).toEqual(table);
    });

    it('listens on the loopback interface only', () => {
      const addresses = listeningAddresses([plain.process.pid!]);
      expect(addresses).toContain(`127.0.0.1:${plain.port}`);
      expect(beyondLoopback(addresses)).toEqual([]);
    });

    it('lists what Trino made, with its pointer, and says its version', async () => {
      const catalog = connect(plain);
      // What 3.1 says of itself.
      const said = version === '3.1.3' ? '3.0' : version;
      expect(await catalog.describe()).toMatchObject({ version: said });
      expect(await listAll(catalog)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            ...{ namespace: schema, name: 'orders' },
            metadataLocation: expect.stringMatching(/\.metadata\.json$/),
          }),
          expect.objectContaining({
            ...{ namespace: schema, name: 'cheap', kind: 'view' },
          }),
        ]),
      );
      for (const [namespace, name] of [
        [schema, 'nothing'],
        ['nowhere', 'orders'],
      ])
        expect(await catalog.findTable({ namespace, name })).toBeUndefined();
      expect(await listAll(connect(plain, { catalog: 'hive' }))).toEqual(
        await listAll(catalog),
      );
    });

    it('shows in the portal exactly the snapshots that Trino knows', async () => {
      const s3 = await sharedSystem('s3');
      const { snapshotIds, hops } = await seenInPortal(
        s3,
        {
          ...{ type: 'hive', uris: plain.uri },
          warehouses: [`s3://${s3.bucket}/${database}`],
        },
        { schema, table: 'orders' },
      );
      expect(snapshotIds).toEqual(
        await snapshotsOfOrders(trino, `${trinoCatalog}.${schema}`),
      );
      expect(hops).toContain('metadata-read passed');
    });

    it('is read with framed messages, and says so to whoever speaks otherwise', async () => {
      const framed = await start({ keepsDatabase: true, framed: true });
      expect(await listAll(connect(framed, { transport: 'framed' }))).toEqual(
        await listAll(connect(plain)),
      );
      expect(
        (await hopsOf(connect(framed, { timeoutMs: 3_000 }))).at(-1),
      ).toMatch(/ failed$/);
    });

    it('is read over TLS with its own authority, and by nobody who does not trust that or speaks in the clear', async () => {
      const { keyStore, password, ca } = makeKeyStore(directory);
      const encrypted = await start({
        keepsDatabase: true,
        tls: { keyStore, password },
      });
      expect(await listAll(connect(encrypted, { tls: { ca } }))).toEqual(
        await listAll(connect(plain)),
      );
      expect(await hopsOf(connect(encrypted, { tls: { ca } }))).toContain(
        'tls passed',
      );
      expect((await hopsOf(connect(encrypted, { tls: {} }))).at(-1)).toBe(
        'tls failed',
      );
      expect(
        (await hopsOf(connect(encrypted, { timeoutMs: 3_000 }))).at(-1),
      ).toMatch(/ failed$/);
    });
  },
);

async function hopsOf(catalog: HiveMetastoreCatalog): Promise<string[]> {
  const hops: ConnectionCheck[] = [];
  for await (const hop of catalog.check()) hops.push(hop);
  return hops.map(({ hop, outcome }) => `${hop} ${outcome}`);
}

/** A certificate that is its own authority, and the key store of it that Java reads. */
function makeKeyStore(directory: string): {
  keyStore: string;
  password: string;
  ca: string;
} {
  const [key, certificate, keyStore] = ['key.pem', 'cert.pem', 'store.p12'].map(
    name => join(directory, name),
  );
  const password = randomBytes(12).toString('hex');
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, {
      stdio: 'pipe',
      env: { ...process.env, STORE_PASSWORD: password },
    });
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
    ...['-subj', '/CN=metastore.testbed', '-keyout', key],
    ...['-out', certificate, '-addext', 'subjectAltName=IP:127.0.0.1'],
  );
  openssl(
    ...['pkcs12', '-export', '-inkey', key, '-in', certificate],
    ...['-out', keyStore, '-passout', 'env:STORE_PASSWORD'],
  );
  return { keyStore, password, ca: readFileSync(certificate, 'utf8') };
}
