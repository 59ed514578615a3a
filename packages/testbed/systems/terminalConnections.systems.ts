import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@lakehouse-portal/cli';
import {
  ensureDatabase,
  JDBC_CATALOG_NAME,
  JDBC_CATALOG_TABLES,
  sharedSystem,
  trinoCatalogs,
  TrinoStatements,
  uniqueName,
} from '../src';
import { snapshotsOfOrders, writeShop } from './trino/writeShop';

interface Inspection {
  snapshots: Array<{ id: string }>;
  files: { dataFiles: number; positionDeleteRecords: string | number };
}

/** The command `lakehouse` and an app-config, as somebody has them who has no portal. */
describe('lakehouse on a terminal, for the catalogs of an app-config', () => {
  const schema = uniqueName('shop');
  const names = { rest: uniqueName('rest'), jdbc: uniqueName('jdbc') };
  const database = uniqueName('jdbc_catalog');
  let folder: string;
  let config: string;
  let trino: TrinoStatements;
  let secrets: string[];

  beforeAll(async () => {
    const [postgres, s3, rest] = [
      await sharedSystem('postgres'),
      await sharedSystem('s3'),
      await sharedSystem('rest'),
    ];
    const { url } = await sharedSystem('trino');
    trino = new TrinoStatements(url);
    await ensureDatabase(postgres, database, JDBC_CATALOG_TABLES);
    const catalogs = trinoCatalogs({ postgres, s3, rest });
    await trino.createCatalog(names.rest, catalogs.rest);
    await trino.createCatalog(names.jdbc, {
      ...catalogs.jdbc,
      'iceberg.jdbc-catalog.connection-url': `jdbc:postgresql://${postgres.host}:${postgres.port}/${database}`,
    });
    for (const catalog of Object.values(names))
      await writeShop(trino, `${catalog}.${schema}`);
    folder = mkdtempSync(join(tmpdir(), 'lakehouse-terminal-'));
    secrets = [postgres.password, s3.secretAccessKey];
    writeFileSync(join(folder, 'password'), `${postgres.password}\n`);
    const { endpoint, region, accessKeyId, secretAccessKey } = s3;
    process.env.TEST_S3_SECRET = secretAccessKey;
    config = join(folder, 'app-config.yaml');
    // JSON is YAML, and quotes what has to be quoted.
    writeFileSync(
      config,
      JSON.stringify({
        lakehouse: {
          storage: {
            stores: {
              lake: {
                warehouses: [`s3://${s3.bucket}`],
                ...{ endpoint, region, accessKeyId },
                secretAccessKey: { $env: 'TEST_S3_SECRET' },
              },
            },
          },
          connections: {
            rest: {
              type: 'rest',
              uri: rest.url,
              namespaces: [schema],
              warehouses: [`s3://${s3.bucket}`],
            },
            jdbc: {
              type: 'jdbc',
              uri: `postgresql://${postgres.host}:${postgres.port}/${database}`,
              user: postgres.user,
              password: { $file: './password' },
              catalogName: JDBC_CATALOG_NAME,
              warehouses: [`s3://${s3.bucket}`],
            },
            // Not what all tests write to: of what comes and goes while it is listed it would say that it is left out.
            engine: {
              type: 'trino',
              trino: { server: url, user: 'backstage', catalog: names.jdbc },
            },
            wrong: {
              type: 'jdbc',
              uri: `postgresql://${postgres.host}:${postgres.port}/${database}`,
              user: postgres.user,
              password: 'not-the-password',
              warehouses: [`s3://${s3.bucket}`],
            },
          },
        },
      }),
    );
  }, 1_800_000);

  afterAll(async () => {
    delete process.env.TEST_S3_SECRET;
    for (const catalog of Object.values(names))
      await trino?.dropCatalog(catalog).catch(() => undefined);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  async function lakehouse(...args: string[]) {
    let out = '';
    let err = '';
    const code = await run([...args, '--config', config], {
      out: text => {
        out += text;
      },
      err: text => {
        err += text;
      },
    });
    for (const secret of [...secrets, 'not-the-password'])
      expect(`${out}${err}`).not.toContain(secret);
    return { code, out, err };
  }

  async function json<T>(...args: string[]): Promise<T> {
    const { code, out, err } = await lakehouse(...args, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out) as T;
  }

  it('lists the tables of a REST catalog, of a JDBC catalog and of Trino, and says which password is not taken', async () => {
    const { tables, warnings } = await json<{
      tables: Array<{ name: string; metadataLocation: string | null }>;
      warnings: Array<{ lakehouse: string; message: string }>;
    }>('tables');
    expect(
      tables
        .filter(({ name }) => name.includes(`.${schema}.`))
        .map(({ name, metadataLocation }) => [name, metadataLocation !== null]),
    ).toEqual([
      // Which metadata file is the current one this listing does not tell.
      [`rest.${schema}.orders`, false],
      [`jdbc.${schema}.orders`, true],
      [`engine.${schema}.orders`, false],
    ]);
    expect(warnings).toEqual([
      {
        lakehouse: 'wrong',
        message: expect.stringMatching(/password authentication failed/),
      },
    ]);
  });

  it.each([
    ['rest', names.rest],
    ['jdbc', names.jdbc],
  ])(
    'inspects a table of %s by its name: the snapshots that Trino knows, and the same as by its metadata file',
    async (lake, catalog) => {
      const name = `${lake}.${schema}.orders`;
      const inspected = await json<Inspection & { metadataLocation: string }>(
        'inspect',
        name,
      );
      expect(inspected.snapshots.map(({ id }) => id).sort()).toEqual(
        await snapshotsOfOrders(trino, `${catalog}.${schema}`),
      );
      expect(await json('inspect', inspected.metadataLocation)).toEqual(
        inspected,
      );
      const grown = await json<{ metadataFiles: unknown[] }>(
        'inspect',
        name,
        '--growth',
      );
      expect(grown.metadataFiles.length).toBeGreaterThan(1);
    },
  );

  it('inspects, judges and plans through Trino, where no file can be read', async () => {
    const through = await json<Inspection>(
      'inspect',
      `engine.${schema}.orders`,
    );
    const read = await json<Inspection>('inspect', `jdbc.${schema}.orders`);
    expect(through.snapshots.map(({ id }) => id)).toEqual(
      read.snapshots.map(({ id }) => id),
    );
    expect(through.files).toMatchObject({
      dataFiles: read.files.dataFiles,
      positionDeleteRecords: read.files.positionDeleteRecords,
    });
    // What Trino does not tell, clustering for one, is not known: there may be no score.
    const health = await json<{ dimensions: Array<{ id: string }> }>(
      'health',
      `engine.${schema}.orders`,
    );
    expect(health.dimensions.length).toBeGreaterThan(5);
    const plan = await json<{ steps: unknown[]; engine: string }>(
      'plan',
      `engine.${schema}.orders`,
      '--trino',
      '476',
    );
    expect(plan.engine).toBe('Trino 476');
    const { code, err } = await lakehouse(
      'inspect',
      `engine.${schema}.orders`,
      '--growth',
    );
    expect(code).toBe(2);
    expect(err).toContain('read through an engine');
  });

  it('says what is not there, and what is no table', async () => {
    const nothing = await lakehouse('inspect', `rest.${schema}.nothing`);
    expect(nothing).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        `The lakehouse rest has no table ${schema}.nothing`,
      ),
    });
    const view = await lakehouse('inspect', `jdbc.${schema}.cheap`);
    expect(view).toMatchObject({
      code: 2,
      err: expect.stringContaining('is a view'),
    });
  });
});
