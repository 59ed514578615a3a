import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ProofReport,
  proveLakehouse,
  type ProveOptions,
  sessionsOf,
} from '@lakehouse-portal/prove';
import { quoteLiteral, TrinoClient } from '@lakehouse-portal/trino';
import {
  ensureDatabase,
  JDBC_CATALOG_TABLES,
  type PostgresServer,
  s3Properties,
  startPostgres,
  startVersityGateway,
  type StoreServer,
  type TrinoOptions,
  TrinoServer,
} from '../../src';

const KEYS = {
  region: 'us-east-1',
  accessKeyId: 'lakekey',
  secretAccessKey: 'lakesecret',
};

/** A whole lakehouse whose parts a test may break: PostgreSQL, an S3 store, Trino, and as many catalogs as it wants. */
export class ProvedLakehouse {
  static async start(options: TrinoOptions): Promise<ProvedLakehouse> {
    const directory = await mkdtemp(join(tmpdir(), 'lakehouse-prove-'));
    await mkdir(join(directory, 'data', 'lake'), { recursive: true });
    const [postgres, store] = await Promise.all([
      startPostgres(),
      startVersityGateway({ directory, ...KEYS }),
    ]);
    const trino = await TrinoServer.start({}, { memoryMb: 1024, ...options });
    return new ProvedLakehouse(directory, postgres, store, trino);
  }

  readonly client: TrinoClient;

  private constructor(
    readonly directory: string,
    readonly postgres: PostgresServer,
    readonly store: StoreServer,
    readonly trino: TrinoServer,
  ) {
    this.client = TrinoClient.create({ server: trino.url, user: 'admin' });
  }

  /**
   * A JDBC catalog with a database of its own.
   *
   * @throws TrinoQueryError
   */
  async catalog(
    over: Record<string, string> = {},
    tables: string = JDBC_CATALOG_TABLES,
  ): Promise<string> {
    const name = `lake_${randomBytes(4).toString('hex')}`;
    await ensureDatabase(this.postgres.connection, name, tables);
    const properties: Record<string, string> = {
      'iceberg.catalog.type': 'jdbc',
      ...(over['iceberg.catalog.type'] === undefined && this.#jdbc(name)),
      ...s3Properties({
        ...KEYS,
        endpoint: this.store.url,
        bucket: 'lake',
        directory: this.directory,
      }),
      ...over,
    };
    const list = Object.entries(properties)
      .map(([key, value]) => `"${key}" = ${quoteLiteral(value)}`)
      .join(', ');
    await this.client.query(
      `CREATE CATALOG ${name} USING iceberg WITH (${list})`,
    );
    return name;
  }

  #jdbc(database: string): Record<string, string> {
    const { user, password } = this.postgres.connection;
    return {
      'iceberg.jdbc-catalog.driver-class': 'org.postgresql.Driver',
      'iceberg.jdbc-catalog.connection-url': this.postgres.jdbcUrl(database),
      'iceberg.jdbc-catalog.connection-user': user,
      'iceberg.jdbc-catalog.connection-password': password,
      'iceberg.jdbc-catalog.catalog-name': 'lake',
      'iceberg.jdbc-catalog.default-warehouse-dir': `s3://lake/${database}`,
    };
  }

  /** Proves one layer of a catalog, without much patience. */
  async prove(
    catalog: string,
    options: Partial<ProveOptions> = {},
  ): Promise<ProofReport> {
    return proveLakehouse({
      connect: sessionsOf(this.client),
      catalog,
      layers: [{ schema: 'bronze' }],
      waitMs: 5_000,
      statementTimeoutMs: 60_000,
      ...options,
    });
  }

  /** Tables of a schema, as Trino lists them. */
  async tables(catalog: string, schema: string): Promise<string[]> {
    const { rows } = await this.client.query(
      `SHOW TABLES FROM ${catalog}.${schema}`,
    );
    return rows.map(([name]) => String(name));
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.trino.stop();
    await this.store.stop();
    await this.postgres.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}
