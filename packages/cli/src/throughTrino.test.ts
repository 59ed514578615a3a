import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runWithOutput } from './__testUtils__/runWithOutput';
import { run } from './run';

jest.setTimeout(60_000);

const OLD = '2026-01-01 00:00:00.000 UTC';
const NEW = '2026-01-02 00:00:00.000 UTC';
const TIMESTAMP = 'timestamp with time zone';

/** Types of the columns and rows of what is asked: a table of 64 MB in 400 files, with 8 delete files. */
const answers: Array<[asked: RegExp, types: string[], rows: unknown[][]]> = [
  [/iceberg_tables/, ['varchar'], [['orders']]],
  [
    /information_schema\.tables|\.tables /,
    ['varchar', 'varchar'],
    [['orders', 'BASE TABLE']],
  ],
  [
    /metadata_log_entries/,
    [TIMESTAMP, 'varchar', 'varchar', 'integer', 'varchar'],
    [[NEW, 's3://l/orders/metadata/2.json', '2', 0, '2']],
  ],
  [
    /information_schema\.columns/,
    ['varchar', 'varchar', 'varchar'],
    [['custkey', 'YES', null]],
  ],
  [
    /^SHOW CREATE/,
    ['varchar'],
    [
      [
        "CREATE TABLE l.s.orders (custkey bigint) WITH (format_version = 2, location = 's3://l/orders')",
      ],
    ],
  ],
  [
    /\$snapshots/,
    [TIMESTAMP, 'varchar', 'varchar', 'varchar', 'varchar', 'varchar'],
    [
      [OLD, '1', null, 'append', 's3://l/1.avro', null],
      [NEW, '2', '1', 'overwrite', 's3://l/2.avro', null],
    ],
  ],
  [
    /\$refs/,
    ['varchar', 'varchar', 'varchar', 'bigint', 'integer', 'bigint'],
    [['main', 'BRANCH', '2', null, null, null]],
  ],
  [/^DESCRIBE .*\$files/, ['varchar'], [['content'], ['spec_id']]],
  [/^DESCRIBE .*\$manifests/, ['varchar'], [['content']]],
  [
    /\$manifests/,
    [
      'bigint',
      'integer',
      'varchar',
      'integer',
      'integer',
      'integer',
      'integer',
    ],
    [[9000, 0, '2', 390, 10, 0, 0]],
  ],
  [/^SELECT spec_id FROM/, ['integer'], [[0]]],
  [
    /^SELECT content/,
    [
      'integer',
      'varchar',
      'integer',
      'integer',
      'bigint',
      'bigint',
      'varchar',
      'varchar',
    ],
    [
      [0, 'parquet', 0, 0, 18, 400, '64000000', '900000'],
      [1, 'parquet', 0, null, 11, 8, '9000', '800'],
    ],
  ],
  [
    /^SELECT place/,
    ['bigint', 'bigint'],
    [1, 4, 40, 100, 200, 300, 360, 396, 400].map(place => [place, 160_000]),
  ],
  [/^SELECT count_if/, ['bigint', 'varchar'], [[0, null]]],
  [
    /max\(total\)/,
    ['bigint', 'bigint', 'bigint', 'double', 'double'],
    [[1, 64_000_000, 64_000_000, 64_000_000, 0]],
  ],
  [
    /FROM partitions WHERE files > 0 ORDER BY/,
    [
      'integer',
      'bigint',
      'bigint',
      'bigint',
      'bigint',
      'bigint',
      'bigint',
      'bigint',
    ],
    [[0, 400, 64_000_000, 900_000, 8, 0, 0, 800]],
  ],
  [/WHERE false$/, ['bigint'], []],
];

/** What a Trino does not tell is not known on the terminal either, and nothing else is said of it. */
describe('lakehouse, for a table that is read through Trino', () => {
  let folder: string;
  let config: string;
  let server: Server;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const sql = await text(request);
      const [, types, rows] = answers.find(([asked]) => asked.test(sql)) ?? [
        undefined,
        ['varchar', 'varchar'],
        [],
      ];
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({
          id: 'q1',
          columns: types.map((type, index) => ({
            name: `c${index}`,
            type,
            typeSignature: { rawType: type, arguments: [] },
          })),
          data: rows,
          stats: { state: 'FINISHED' },
        }),
      );
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    folder = mkdtempSync(join(tmpdir(), 'through-trino-'));
    config = join(folder, 'app-config.yaml');
    const { port } = server.address() as AddressInfo;
    writeFileSync(
      config,
      `lakehouse: { connections: { lake: { type: trino, trino: { server: 'http://127.0.0.1:${port}', user: u, catalog: l } } } }\n`,
    );
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  async function lakehouse(command: string, ...args: string[]) {
    const { code, out, err } = await runWithOutput(run, [
      ...[command, 'lake.s.orders', ...args],
      ...['--config', config],
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return out;
  }

  it('bug: plans what could be done, and says why the portal does not do it', async () => {
    const plan = JSON.parse(
      await lakehouse('plan', '--trino', '476', '--json'),
    );
    expect(
      plan.steps.map(({ operation }: { operation: string }) => operation),
    ).toEqual(['rewrite-data-files']);
    expect(plan.table.uuid).toBeNull();
    expect(plan.unreachableFiles).toBeNull();
    const page = await lakehouse('plan');
    expect(page).toContain('does not tell the UUID');
    expect(page).not.toContain('has no UUID');
  });

  it('bug: has null in the JSON for what is not told, never 0', async () => {
    const { files } = JSON.parse(await lakehouse('inspect', '--json'));
    expect(files.positionDeleteFiles).toBe(8);
    const page = await lakehouse('inspect');
    expect(page).toMatch(/^ *UUID +not known$/m);
    expect(files.detail).toMatchObject({
      dataFilesWithDeletes: null,
      recordsDeletedByPosition: null,
      mostDeletedFiles: null,
      fileAges: { filesOfExpiredSnapshots: null },
    });
  });
});
