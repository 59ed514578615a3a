import { JdbcCatalog } from '@lakehouse-portal/catalogs';
import { Client } from 'pg';
import {
  ensureDatabase,
  JDBC_CATALOG_NAME,
  JDBC_CATALOG_TABLES,
  sharedSystem,
  type SystemConnections,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../src';
import { listAll } from './listAll';
import { seenInPortal } from './rest/seenInPortal';
import { snapshotsOfOrders, writeShop } from './trino/writeShop';

/** Iceberg's JDBC catalog in PostgreSQL, written by Trino and read by us. */
describe('The JDBC catalog on PostgreSQL', () => {
  const trinoCatalog = uniqueName('jdbc');
  const schema = uniqueName('shop');
  const database = uniqueName('jdbc_catalog');
  let postgres: SystemConnections['postgres'];
  let s3: SystemConnections['s3'];
  let trino: TrinoStatements;
  let catalog: JdbcCatalog;
  const reader = { user: uniqueName('reader'), password: 'reader-password' };

  async function admin(sql: string): Promise<void> {
    const { host, port, user, password } = postgres;
    const client = new Client({ host, port, user, password, database });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }
  const open = (over: object = {}) =>
    new JdbcCatalog({
      database: {
        kind: 'postgresql',
        ...{ host: postgres.host, port: postgres.port, database },
        ...reader,
        ...over,
      },
      catalogName: JDBC_CATALOG_NAME,
    });

  beforeAll(async () => {
    postgres = await sharedSystem('postgres');
    s3 = await sharedSystem('s3');
    trino = new TrinoStatements((await sharedSystem('trino')).url);
    await ensureDatabase(postgres, database, JDBC_CATALOG_TABLES);
    await admin(`CREATE ROLE ${reader.user} LOGIN PASSWORD '${reader.password}';
      GRANT SELECT ON iceberg_tables, iceberg_namespace_properties TO ${reader.user}`);
    const properties = trinoCatalogs({ postgres, s3 }).jdbc;
    await trino.createCatalog(trinoCatalog, {
      ...properties,
      'iceberg.jdbc-catalog.connection-url': `jdbc:postgresql://${postgres.host}:${postgres.port}/${database}`,
    });
    await writeShop(trino, `${trinoCatalog}.${schema}`);
    catalog = open();
  }, 1_800_000);

  afterAll(async () => {
    await catalog?.close();
    if (trino) await trino.dropCatalog(trinoCatalog).catch(() => undefined);
  });

  it('lists what Trino made, tells the view from the table, and sees a commit by its pointer', async () => {
    const before = await listAll(catalog);
    expect(before).toEqual(
      expect.arrayContaining([
        {
          namespace: schema,
          name: 'orders',
          metadataLocation: expect.stringMatching(
            /^s3:\/\/.*\.metadata\.json$/,
          ),
        },
        { namespace: schema, name: 'cheap', kind: 'view' },
      ]),
    );
    await trino.query(
      `INSERT INTO ${trinoCatalog}.${schema}.orders VALUES (-1, DATE '1998-01-01', 1.0)`,
    );
    const after = await catalog.findTable({
      namespace: schema,
      name: 'orders',
    });
    expect(after?.metadataLocation).toBeDefined();
    expect(
      before.map(({ metadataLocation }) => metadataLocation),
    ).not.toContain(after?.metadataLocation);
    expect((await catalog.listNamespaces()).map(n => n.namespace)).toContain(
      schema,
    );
  });

  it('says its versions and what is possible', async () => {
    expect(await catalog.describe()).toMatchObject({
      product: 'Iceberg JDBC catalog on PostgreSQL',
      components: [
        { part: 'PostgreSQL', version: expect.stringMatching(/^1\d/) },
        { part: 'Schema of the catalog', version: 'V1' },
      ],
    });
  });

  it('shows in the portal exactly the snapshots that Trino knows, and passes its connection test', async () => {
    const { snapshotIds, hops } = await seenInPortal(
      s3,
      {
        type: 'jdbc',
        uri: `postgresql://${postgres.host}:${postgres.port}/${database}`,
        ...reader,
        catalogName: JDBC_CATALOG_NAME,
        warehouses: [`s3://${s3.bucket}/jdbc`],
      },
      { schema, table: 'orders' },
    );
    expect(snapshotIds).toEqual(
      await snapshotsOfOrders(trino, `${trinoCatalog}.${schema}`),
    );
    expect(hops).toEqual([
      'dns skipped',
      'tcp passed',
      'tls skipped',
      'authentication passed',
      'authorisation passed',
      'listing passed',
      'metadata-read passed',
    ]);
  });

  it('tells a wrong password, a missing grant, a missing database and a server without TLS apart', async () => {
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
    expect(await failureOf({ password: undefined })).toBe(
      'CatalogAuthenticationError',
    );
    expect(await failureOf({ database: 'nothing' })).toBe(
      'CatalogConfigurationError',
    );
    expect(await failureOf({ tls: {} })).toBe('CatalogUnavailableError');
    await admin(`REVOKE SELECT ON iceberg_tables FROM ${reader.user}`);
    try {
      expect(await failureOf({})).toBe('CatalogAccessDeniedError');
    } finally {
      await admin(`GRANT SELECT ON iceberg_tables TO ${reader.user}`);
    }
  });

  it('lists 10,000 tables in pages of one query', async () => {
    await admin(
      `INSERT INTO iceberg_tables SELECT 'many', 'n' || (i % 100), 't' || i, 's3://b/' || i || '/v1.metadata.json', NULL, 'TABLE' FROM generate_series(1, 10000) AS i`,
    );
    const many = new JdbcCatalog({
      database: {
        kind: 'postgresql',
        ...{ host: postgres.host, port: postgres.port, database },
        ...reader,
      },
      catalogName: 'many',
    });
    try {
      const before = new Map(
        (await listAll(many)).map(t => [`${t.namespace}.${t.name}`, t]),
      );
      expect(before.size).toBe(10_000);
      await admin(
        "UPDATE iceberg_tables SET metadata_location = 's3://b/7/v2.metadata.json' WHERE catalog_name = 'many' AND table_name = 't7'",
      );
      const changed = (await listAll(many)).filter(
        t =>
          before.get(`${t.namespace}.${t.name}`)?.metadataLocation !==
          t.metadataLocation,
      );
      expect(changed.map(({ name }) => name)).toEqual(['t7']);
    } finally {
      await many.close();
    }
  });
});
