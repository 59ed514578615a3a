import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proveLakehouse, sessionsOf } from '@lakehouse-portal/prove';
import { TrinoClient } from '@lakehouse-portal/trino';
import { TrinoServer, type TrinoVersion } from '../src';

/** One release after the other: a box for tests has no memory for two. */
const VERSIONS: Array<[TrinoVersion]> =
  process.env.LAKEHOUSE_TRINO === undefined
    ? [['476'], ['483']]
    : [[process.env.LAKEHOUSE_TRINO as TrinoVersion]];

describe.each(VERSIONS)('a lakehouse of Trino %s that works', version => {
  let directory: string;
  let server: TrinoServer;
  let client: TrinoClient;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lakehouse-prove-'));
    await mkdir(join(directory, 'metastore'));
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
      { version, memoryMb: 1024 },
    );
    client = TrinoClient.create({ server: server.url, user: 'admin' });
  }, 900_000);

  afterAll(async () => {
    client?.close();
    await server?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('is proved, and nothing is left but the schemas that were missing', async () => {
    const report = await proveLakehouse({
      connect: sessionsOf(client),
      catalog: 'lake',
      layers: [{ schema: 'bronze' }, { schema: 'silver' }],
    });
    if (process.env.SHOW)
      console.log(
        JSON.stringify(
          report.steps.map(({ id, found, durationMs, failure }) => [
            id,
            found,
            durationMs,
            failure,
          ]),
          null,
          1,
        ),
      );
    expect(report).toMatchObject({
      outcome: 'proved',
      createdSchemas: ['bronze', 'silver'],
      left: [],
      notTried: [],
    });
    expect((await client.query('SHOW TABLES FROM lake.bronze')).rows).toEqual(
      [],
    );
  }, 300_000);
});
