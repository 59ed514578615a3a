/**
 * Checks the embedded lakehouse against PyIceberg, in both directions. Part of `npm run test:systems`.
 *
 * Usage: node --require @backstage/cli/config/nodeTransform.cjs packages/embedded/interop/pyiceberg.ts PYTHON
 * PYTHON: an interpreter that has pyiceberg[sql-sqlite,pyarrow,pyiceberg-core].
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFileIO, planScan } from '@lakehouse-portal/table-metadata';
import { EmbeddedLakehouse } from '../src';
import { readRows } from '../src/testing/readRows';

interface Seen {
  table: string;
  formatVersion: number;
  schema: Array<[number, string, string, boolean]>;
  snapshots: string[];
  currentSnapshotId: string | null;
  refs: string[];
  dataFiles: string[];
  deleteFiles: string[];
  recordsInFiles: number;
  rows: number;
}

const NAME = 'interop';

function python(
  interpreter: string,
  script: string,
  ...args: string[]
): string {
  return execFileSync(interpreter, [join(__dirname, script), ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** What PyIceberg sees must be what the files say to us, for every table. */
async function compareAll(
  interpreter: string,
  lake: EmbeddedLakehouse,
): Promise<void> {
  const seen = python(interpreter, 'check_tables.py', lake.directory, NAME)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Seen);
  const pointers = await lake.listTables();
  assert.deepEqual(
    seen.map(({ table }) => table).sort(),
    pointers.map(({ namespace, name }) => `${namespace}.${name}`).sort(),
  );
  const io = await LocalFileIO.create({ roots: [lake.directory] });
  for (const one of seen) {
    const { metadata } = await lake.loadTable(one.table);
    assert.deepEqual(metadata.warnings, [], one.table);
    assert.equal(one.formatVersion, metadata.formatVersion, one.table);
    assert.deepEqual(
      [...one.snapshots].sort(),
      metadata.snapshots.map(({ snapshotId }) => snapshotId).sort(),
      one.table,
    );
    assert.equal(
      one.currentSnapshotId ?? undefined,
      metadata.currentSnapshotId,
      one.table,
    );
    assert.deepEqual(
      one.refs,
      metadata.refs.map(({ name }) => name).sort(),
      one.table,
    );
    const schema = metadata.schemas.find(
      ({ schemaId }) => schemaId === metadata.currentSchemaId,
    );
    assert.deepEqual(
      one.schema.map(([id, name, , required]) => [id, name, required]),
      schema?.fields.map(({ id, name, required }) => [id, name, required]),
      one.table,
    );
    const plan =
      metadata.currentSnapshotId === undefined
        ? { dataFiles: [] }
        : await planScan(io, metadata, metadata.currentSnapshotId);
    assert.deepEqual(
      one.dataFiles,
      plan.dataFiles.map(({ file }) => file.filePath).sort(),
      one.table,
    );
    assert.deepEqual(
      one.deleteFiles,
      [
        ...new Set(
          plan.dataFiles.flatMap(({ deletes }) =>
            deletes.map(({ file }) => file.filePath),
          ),
        ),
      ].sort(),
      one.table,
    );
    assert.equal(
      one.rows,
      Number(
        (
          await readRows(lake, one.table, { columns: 'count(*)', orderBy: '1' })
        )[0]?.[0] ?? 0,
      ),
      one.table,
    );
    console.log(
      `ok  ${one.table}: ${one.rows} rows, ${one.dataFiles.length} data files, ${one.deleteFiles.length} delete files, ${one.snapshots.length} snapshots`,
    );
  }
}

async function writeOurs(lake: EmbeddedLakehouse): Promise<void> {
  await lake.createNamespace('ours');
  await lake.createNamespace('ours.nested');
  for (const formatVersion of [1, 2, 3] as const) {
    const table = `ours.types_v${formatVersion}`;
    await lake.createTable(table, {
      formatVersion,
      columns: [
        { name: 'id', type: 'long', required: true },
        { name: 'flag', type: 'boolean' },
        { name: 'n', type: 'int' },
        { name: 'f', type: 'float' },
        { name: 'd', type: 'double' },
        { name: 'price', type: 'decimal(9,2)' },
        { name: 'huge', type: 'decimal(38,10)' },
        { name: 'day', type: 'date' },
        { name: 'clock', type: 'time' },
        { name: 'local', type: 'timestamp' },
        { name: 'at', type: 'timestamptz' },
        { name: 'text', type: 'string', doc: 'any text' },
        { name: 'uuid', type: 'uuid' },
        { name: 'bytes', type: 'binary' },
        {
          name: 'st',
          type: {
            struct: [
              { name: 'x', type: 'int' },
              { name: 'y', type: { list: 'string' } },
            ],
          },
        },
        {
          name: 'l',
          type: { list: { struct: [{ name: 'k', type: 'string' }] } },
        },
        { name: 'm', type: { map: { key: 'string', value: 'double' } } },
      ],
      partitionBy: [
        { column: 'at', transform: 'day' },
        { column: 'id', transform: 'bucket[4]' },
        { column: 'text', transform: 'truncate[2]' },
        { column: 'local', transform: 'hour' },
        { column: 'price', transform: 'truncate[500]' },
        { column: 'day' },
      ],
      sortBy: [{ column: 'id', direction: 'desc' }],
    });
    await lake.append(table, {
      rows: [
        {
          id: 1,
          flag: true,
          n: -5,
          f: 1.5,
          d: NaN,
          price: '12.34',
          huge: '1234567890123456789012345678.0123456789',
          day: '2026-11-24',
          clock: '10:11:12.5',
          local: '2026-11-24T01:02:03.123456',
          at: '2026-11-24T23:00:00Z',
          text: 'héllo/wörld=*% this is long',
          uuid: '123e4567-e89b-12d3-a456-426614174000',
          bytes: new Uint8Array([0, 255]),
          st: { x: 1, y: ['a', 'b'] },
          l: [{ k: 'v' }, null],
          m: new Map([['k', 1.5]]),
        },
        {
          id: 9007199254740993n,
          at: '1969-12-31T23:59:59.999Z',
          local: '1969-12-31T23:59:59.999',
          price: '-0.01',
          day: '1969-12-31',
        },
        ...Array.from({ length: 60 }, (_unused, index) => ({
          id: 100 + index,
          text: `s${index % 3}`,
          at: '2026-11-25T00:00:00Z',
          d: index,
        })),
      ],
    });
    await lake.delete(table, {
      where: 'id BETWEEN 100 AND 110',
      mode: formatVersion === 2 ? 'merge-on-read' : 'copy-on-write',
    });
    await lake.updateSchema(table, [
      { change: 'add', column: { name: 'extra', type: 'string' } },
      { change: 'widen', column: 'n', type: 'long' },
      { change: 'rename', column: 'f', newName: 'ratio' },
      { change: 'add', parent: 'st', column: { name: 'z', type: 'int' } },
    ]);
    await lake.append(table, {
      rows: [{ id: 500, extra: 'x', n: 2n ** 40n, st: { z: 7 } }],
    });
    await lake.createTag(table, 'v1');
    await lake.createBranch(table, 'audit');
    await lake.append(table, { rows: [{ id: 777 }] }, { branch: 'audit' });
    await lake.updatePartitioning(table, [
      { change: 'remove', name: 'text_trunc' },
      { change: 'remove', name: 'local_hour' },
    ]);
    await lake.append(table, { rows: [{ id: 501, text: 'after' }] });
  }
  await lake.rewriteDataFiles('ours.types_v2', { rewriteAll: true });
  await lake.delete('ours.types_v2', {
    where: 'id % 7 = 1',
    mode: 'merge-on-read',
  });
  await lake.rewriteManifests('ours.types_v2');
  await lake.createTable('ours.nested.orders', {
    columns: [
      { name: 'id', type: 'long', required: true },
      { name: 'name', type: 'string' },
    ],
  });
  for (let batch = 0; batch < 5; batch++)
    await lake.append(
      'ours.nested.orders',
      {
        sql: `SELECT ${batch} * 10 + i AS id, 'n' || i AS name FROM range(10) t(i)`,
      },
      { files: 3 },
    );
  await lake.delete('ours.nested.orders', {
    where: 'id = 33',
    mode: 'merge-on-read',
  });
  await lake.createTable('ours.empty', {
    columns: [{ name: 'id', type: 'long' }],
  });
}

async function main(interpreter: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'inter op-'));
  const lake = await EmbeddedLakehouse.open({
    directory,
    name: NAME,
    durable: false,
  });
  try {
    await writeOurs(lake);
    await compareAll(interpreter, lake);
    // Now PyIceberg writes, into its own tables and into one of ours.
    const written = JSON.parse(
      python(
        interpreter,
        'write_tables.py',
        directory,
        NAME,
        'ours.nested.orders',
      ),
    ) as { trips: number; existing: number };
    assert.deepEqual(written, { trips: 14, existing: 51 });
    assert.ok(
      (await lake.listNamespaces()).some(({ name }) => name === 'python'),
    );
    await compareAll(interpreter, lake);
    // And all our operations work on what it wrote.
    await lake.append('python.trips', {
      rows: [
        {
          id: 500,
          at: '2026-11-30T00:00:00Z',
          fare: '1.25',
          stops: [{ name: 'x', km: 1 }],
          note: 'ours',
        },
      ],
    });
    await lake.delete('python.trips', {
      where: 'id IN (4, 101)',
      mode: 'merge-on-read',
    });
    await lake.update('python.trips', {
      where: 'id = 5',
      set: { note: `'updated'` },
    });
    await lake.update('ours.nested.orders', {
      where: `name = 'from python'`,
      set: { name: 'upper(name)' },
      mode: 'merge-on-read',
    });
    await compareAll(interpreter, lake);
    await lake.rewriteDataFiles('python.trips', { minInputFiles: 2 });
    await lake.rewriteManifests('python.trips');
    await lake.expireSnapshots('python.trips', {
      olderThanMs: Date.now() + 1000,
    });
    await lake.renameTable('python.trips', 'ours.trips');
    await compareAll(interpreter, lake);
    assert.deepEqual(
      (await readRows(lake, 'ours.trips', { columns: 'id, fare, note' })).slice(
        0,
        5,
      ),
      [
        ['0', null, null],
        ['1', '1.25', null],
        ['2', '2.50', null],
        ['5', '6.25', 'updated'],
        ['6', null, null],
      ],
    );
    assert.deepEqual(
      (
        await lake.removeOrphanFiles('ours.trips', {
          olderThanMs: Date.now() + 60_000,
          allowYoung: true,
          dryRun: true,
        })
      ).orphans
        .map(({ location }) => location)
        .filter(location => location.endsWith('.parquet')),
      [],
    );
    console.log('PyIceberg and the embedded lakehouse agree.');
  } finally {
    await lake.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

main(process.argv[2] ?? 'python3').catch(error => {
  console.error(error);
  process.exitCode = 1;
});
