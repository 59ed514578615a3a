import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import type { JsonObject } from '@backstage/types';
import {
  NESSIE_WAREHOUSE,
  sharedSystem,
  startIcebergRest,
  startNessie,
  type SystemConnections,
  TrinoStatements,
  uniqueName,
} from '../src';
import { RestLake } from './rest/RestLake';
import { startPortal } from './rest/startPortal';
import { type WrittenByTrino, hive, jdbc } from './snippets/catalogsOfTrino';
import {
  runDuckDbSnippet,
  runPyIcebergSnippet,
  runSparkSnippet,
  runTrinoSnippet,
  type ShownSnippet,
} from './snippets/runSnippet';

/** What is in the newest state of each table, and in its first. */
const NEWEST = ['Bern', 'Thun'];
const TABLE = '/lakehouses/lake/schemas/shop/tables/orders';

type Portal = Awaited<ReturnType<typeof startPortal>>;

let trino: TrinoStatements;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lakehouse-snippets-'));
  await mkdir(join(directory, 'metastore'));
  trino = new TrinoStatements((await sharedSystem('trino')).url);
}, 1_800_000);
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function shown(portal: Portal): Promise<Map<string, ShownSnippet>> {
  const { snippets } = await portal.get<{ snippets: ShownSnippet[] }>(TABLE);
  return new Map(snippets.map(snippet => [snippet.engine, snippet]));
}

/** Runs what the portal shows for each engine that is here, and looks at the rows. */
async function expectAllToRun(
  portal: Portal,
  environment: Record<string, string>,
  trinoCatalog: Record<string, string> = {},
) {
  const snippets = await shown(portal);
  const code = (engine: string): string => {
    const snippet = snippets.get(engine);
    if (!snippet?.code)
      throw new Error(snippet?.notPossible ?? `${engine} is left out`);
    return snippet.code;
  };
  const run = {
    PyIceberg: () => runPyIcebergSnippet(code('PyIceberg'), environment),
    DuckDB: () => runDuckDbSnippet(code('DuckDB'), environment),
    Spark: () => runSparkSnippet(code('Spark'), environment),
    Trino: async () =>
      JSON.stringify(
        await runTrinoSnippet(trino, code('Trino'), environment, trinoCatalog),
      ),
  };
  const answers: Record<string, string> = {};
  for (const [engine, ask] of Object.entries(run))
    answers[engine] = await ask().catch(error => `failed: ${error.message}`);
  for (const [engine, answer] of Object.entries(answers))
    for (const city of NEWEST)
      expect(`${engine}: ${answer}`).toMatch(
        new RegExp(`^${engine}: (?!failed)[^]*${city}`),
      );
}

// eslint-disable-next-line jest/expect-expect -- what it calls expects
it('the snippets of an embedded lakehouse give rows in PyIceberg, DuckDB, Spark and Trino', async () => {
  const lake = join(directory, 'embedded');
  const lakehouse = await EmbeddedLakehouse.open({
    directory: lake,
    name: 'lake',
  });
  await lakehouse.createNamespace('shop');
  await lakehouse.createTable('shop.orders', {
    columns: [
      { name: 'id', type: 'long' },
      { name: 'city', type: 'string' },
    ],
  });
  await lakehouse.append('shop.orders', {
    rows: [
      { id: 1, city: 'Bern' },
      { id: 2, city: 'Thun' },
    ],
  });
  await lakehouse.close();
  const portal = await startPortal({ type: 'embedded', directory: lake });
  try {
    await expectAllToRun(
      portal,
      {},
      {
        'connector.name': 'iceberg',
        'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
        'hive.metastore.catalog.dir': `local://${directory}/metastore`,
      },
    );
  } finally {
    await portal.stop();
  }
}, 1_800_000);

describe.each([
  {
    name: 'an Iceberg REST catalog',
    start: (options: Parameters<typeof startNessie>[0]) =>
      startIcebergRest(options),
    type: 'rest',
    icebergPath: '',
    properties: {},
    connection: {},
  },
  {
    name: 'Nessie',
    start: startNessie,
    type: 'nessie',
    icebergPath: '/iceberg',
    properties: { warehouse: NESSIE_WAREHOUSE },
    connection: { reference: 'main' },
  },
])('the snippets of $name', system => {
  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('give rows in PyIceberg, DuckDB, Spark and Trino', async () => {
    const lake = await RestLake.start(options => system.start(options));
    try {
      await lake.write({
        uri: `${lake.server.url}${system.icebergPath}`,
        properties: { ...system.properties } as Record<string, string>,
        namespaces: [{ levels: ['shop'] }],
        tables: [{ identifier: ['shop', 'orders'], snapshots: 2 }],
      });
      const portal = await startPortal({
        type: system.type,
        uri: lake.server.url,
        ...system.connection,
        ...lake.portalStore,
      });
      try {
        await expectAllToRun(portal, {
          AWS_ACCESS_KEY_ID: lake.s3.accessKeyId,
          AWS_SECRET_ACCESS_KEY: lake.s3.secretAccessKey,
        });
      } finally {
        await portal.stop();
      }
    } finally {
      await lake.stop();
    }
  }, 1_800_000);
});

describe('the snippets of tables that Trino wrote', () => {
  let s3: SystemConnections['s3'];
  const started: WrittenByTrino[] = [];

  beforeAll(async () => {
    s3 = await sharedSystem('s3');
  }, 1_800_000);
  afterAll(async () => {
    for (const { stop } of started.reverse()) await stop();
  });

  /** Has Trino write the table, and shows it in the portal with this connection. */
  async function expectAllToRunFor(
    prepare: typeof jdbc,
    connectionOf: (written: WrittenByTrino) => JsonObject,
    trinoCatalog?: Record<string, string>,
  ) {
    const written = await prepare({ trino, s3, folder: uniqueName('snippet') });
    started.push(written);
    const portal = await startPortal({
      ...connectionOf(written),
      warehouses: [written.warehouse],
      storage: {
        stores: {
          testbed: {
            endpoint: s3.endpoint,
            region: s3.region,
            accessKeyId: s3.accessKeyId,
            secretAccessKey: s3.secretAccessKey,
          },
        },
      },
    });
    try {
      await expectAllToRun(
        portal,
        {
          AWS_ACCESS_KEY_ID: s3.accessKeyId,
          AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
          ...written.environment,
        },
        trinoCatalog,
      );
    } finally {
      await portal.stop();
    }
  }

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('through a JDBC catalog on PostgreSQL give rows in PyIceberg, DuckDB, Spark and Trino, to a user who may only read', async () => {
    await expectAllToRunFor(jdbc, ({ connection }) => connection);
  }, 1_800_000);

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('through a Hive Metastore 3.1.3 give rows in PyIceberg, DuckDB, Spark and Trino', async () => {
    await expectAllToRunFor(hive, ({ connection }) => connection);
  }, 1_800_000);

  // eslint-disable-next-line jest/expect-expect -- what it calls expects
  it('in a folder without a catalog give rows in PyIceberg, DuckDB, Spark and Trino', async () => {
    await expectAllToRunFor(jdbc, () => ({ type: 'folder' }), {
      'connector.name': 'iceberg',
      'iceberg.catalog.type': 'TESTING_FILE_METASTORE',
      'hive.metastore.catalog.dir': `s3://${s3.bucket}/${uniqueName(
        'metastore',
      )}`,
    });
  }, 1_800_000);
});
