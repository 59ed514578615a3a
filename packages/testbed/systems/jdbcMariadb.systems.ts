import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JdbcCatalog } from '@lakehouse-portal/catalogs';
import {
  Certificates,
  type MariadbServer,
  runPyIceberg,
  sharedSystem,
  startMariadb,
  type SystemConnections,
  uniqueName,
} from '../src';
import { listAll } from './listAll';
import { seenInPortal } from './rest/seenInPortal';
import { runPyIcebergSnippet } from './snippets/runSnippet';

/** Iceberg's JDBC catalog in MariaDB, which speaks MySQL's protocol: written by PyIceberg and read by us. */
describe('The JDBC catalog on MariaDB', () => {
  const reader = { user: 'reader', password: 'reader-password' };
  const bucketFolder = uniqueName('mariadb');
  let mariadb: MariadbServer;
  let s3: SystemConnections['s3'];
  let catalog: JdbcCatalog;
  let written: string[];

  const open = (over: object = {}, catalogName: string = 'lake') => {
    const { host, port, database } = mariadb.connection;
    return new JdbcCatalog({
      database: { kind: 'mysql', host, port, database, ...reader, ...over },
      catalogName,
    });
  };
  const write = (table: string, appends: number) => {
    const { host, port, user, password, database } = mariadb.connection;
    return runPyIceberg<string[]>(join(__dirname, 'jdbc_tables.py'), {
      name: 'lake',
      properties: {
        type: 'sql',
        uri: `mysql+pymysql://${user}:${password}@${host}:${port}/${database}`,
        warehouse: `s3://${s3.bucket}/${bucketFolder}`,
        's3.endpoint': s3.endpoint,
        's3.access-key-id': s3.accessKeyId,
        's3.secret-access-key': s3.secretAccessKey,
        's3.region': s3.region,
        'py-io-impl': 'pyiceberg.io.pyarrow.PyArrowFileIO',
      },
      ...{ namespace: 'shop', table, appends },
    });
  };

  beforeAll(async () => {
    s3 = await sharedSystem('s3');
    mariadb = await startMariadb();
    written = await write('orders', 2);
    const { database } = mariadb.connection;
    await mariadb.query(`CREATE USER ${reader.user}@'%' IDENTIFIED BY '${reader.password}';
      GRANT SELECT ON ${database}.* TO ${reader.user}@'%'`);
    catalog = open();
  }, 1_800_000);

  afterAll(async () => {
    await catalog?.close();
    await mariadb?.stop();
  });

  it('lists what PyIceberg made, sees a commit by its pointer, and says its version', async () => {
    const before = await listAll(catalog);
    expect(before).toEqual([
      {
        namespace: 'shop',
        name: 'orders',
        metadataLocation: expect.stringMatching(/^s3:\/\/.*\.metadata\.json$/),
      },
    ]);
    written = await write('orders', 1);
    const after = await catalog.findTable({
      namespace: 'shop',
      name: 'orders',
    });
    expect(after?.metadataLocation).toBeDefined();
    expect(after?.metadataLocation).not.toBe(before[0].metadataLocation);
    expect(
      await catalog.findTable({ namespace: 'shop', name: 'nothing' }),
    ).toBeUndefined();
    expect((await catalog.listNamespaces()).map(n => n.namespace)).toEqual([
      'shop',
    ]);
    expect((await catalog.describe()).components).toContainEqual({
      part: 'MySQL',
      version: expect.stringMatching(/^11\.4\.\d+-MariaDB/),
    });
  });

  describe('over TLS', () => {
    let directory: string;
    let certificates: Certificates;
    let server: MariadbServer | undefined;

    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lakehouse-mariadb-tls-'));
      certificates = await Certificates.create(directory, 'databases');
    });

    afterEach(() => server?.stop());

    afterAll(() => rm(directory, { recursive: true }));

    /** Of a server whose certificate is for this name. */
    async function namespacesOf(name: string) {
      server = await startMariadb({
        tls: await certificates.server(name, { CN: name }, [`DNS:${name}`]),
      });
      const { port, password, database } = server.connection;
      await server.query(
        `CREATE USER tls@'%' IDENTIFIED BY '${password}' REQUIRE SSL; GRANT SELECT ON *.* TO tls@'%';
         CREATE TABLE ${database}.iceberg_tables (catalog_name VARCHAR(255), table_namespace VARCHAR(255), table_name VARCHAR(255), metadata_location VARCHAR(1000), previous_metadata_location VARCHAR(1000));
         CREATE TABLE ${database}.iceberg_namespace_properties (catalog_name VARCHAR(255), namespace VARCHAR(255), property_key VARCHAR(255), property_value VARCHAR(1000));
         INSERT INTO ${database}.iceberg_tables VALUES ('lake', 'shop', 'orders', 's3://lake/m.json', NULL)`,
      );
      const encrypted = new JdbcCatalog({
        database: {
          ...{ kind: 'mysql', host: 'localhost', port, database, password },
          user: 'tls',
          tls: {
            ca: await readFile(certificates.authority.certificate, 'utf8'),
          },
        },
        catalogName: 'lake',
      });
      try {
        return await encrypted.listNamespaces();
      } finally {
        await encrypted.close();
      }
    }

    it('asks the server that its certificate names', async () => {
      expect(await namespacesOf('localhost')).toEqual([
        expect.objectContaining({ namespace: 'shop' }),
      ]);
    });

    it('bug: does not send a password to another server with a certificate of the same authority', async () => {
      await expect(namespacesOf('another.example')).rejects.toThrow(
        /^MySQL at localhost:\d+ can't be reached: /,
      );
    });

    it('is refused for an address, with which no certificate is compared', () => {
      expect(() => open({ tls: {} })).toThrow(
        "MySQL at 127.0.0.1 can't be asked over TLS by its address",
      );
    });
  });

  it('shows in the portal exactly the snapshots that PyIceberg knows, passes its connection test, and tells how PyIceberg queries it', async () => {
    const { host, port, database } = mariadb.connection;
    const { snapshotIds, hops, snippets } = await seenInPortal(
      s3,
      {
        type: 'jdbc',
        uri: `mysql://${host}:${port}/${database}`,
        ...reader,
        catalogName: 'lake',
        warehouses: [`s3://${s3.bucket}/${bucketFolder}`],
      },
      { schema: 'shop', table: 'orders' },
    );
    expect(snapshotIds).toEqual([...written].sort());
    expect(hops).toEqual([
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
    ]);
    const { code } = snippets.find(({ engine }) => engine === 'PyIceberg')!;
    const rows = await runPyIcebergSnippet(code!, {
      LAKEHOUSE_USER: reader.user,
      LAKEHOUSE_PASSWORD: reader.password,
      AWS_ACCESS_KEY_ID: s3.accessKeyId,
      AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    });
    for (const city of ['Bern', 'Thun']) expect(rows).toContain(city);
  });

  it('tells a wrong password, a missing grant and a database without a catalog apart', async () => {
    const failureOf = async (over: object) => {
      const other = open(over);
      try {
        await listAll(other);
        return undefined;
      } catch (error) {
        const { name, message } = error as Error;
        expect(message).not.toContain('wrong-password');
        return name;
      } finally {
        await other.close();
      }
    };
    expect(await failureOf({ password: 'wrong-password' })).toBe(
      'CatalogAuthenticationError',
    );
    await mariadb.query(
      `CREATE DATABASE other; GRANT SELECT ON other.* TO ${reader.user}@'%';
       CREATE USER stranger@'%' IDENTIFIED BY 'stranger-password'`,
    );
    expect(await failureOf({ database: 'other' })).toBe(
      'CatalogConfigurationError',
    );
    expect(
      await failureOf({ user: 'stranger', password: 'stranger-password' }),
    ).toBe('CatalogAccessDeniedError');
  });

  it('lists 10,000 tables in pages of one query', async () => {
    await mariadb.query(
      "INSERT INTO iceberg_tables (catalog_name, table_namespace, table_name, metadata_location) SELECT 'many', CONCAT('n', seq % 100), CONCAT('t', seq), CONCAT('s3://b/', seq, '/v1.metadata.json') FROM seq_1_to_10000",
    );
    const many = open({}, 'many');
    try {
      const before = await listAll(many);
      expect(new Set(before.map(t => `${t.namespace}.${t.name}`)).size).toBe(
        10_000,
      );
      await mariadb.query(
        "UPDATE iceberg_tables SET metadata_location = 's3://b/7/v2.metadata.json' WHERE catalog_name = 'many' AND table_name = 't7'",
      );
      const known = new Map(before.map(t => [t.name, t.metadataLocation]));
      const changed = (await listAll(many)).filter(
        t => known.get(t.name) !== t.metadataLocation,
      );
      expect(changed.map(({ name }) => name)).toEqual(['t7']);
    } finally {
      await many.close();
    }
  });
});
