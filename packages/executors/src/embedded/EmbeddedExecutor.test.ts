import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  planMaintenance,
  snapshotsDue,
  type ExpireSnapshotsUnit,
  type RewriteDataFilesUnit,
} from '@lakehouse-portal/maintenance';
import { resolvePolicy } from '@lakehouse-portal/table-health';
import { EmbeddedExecutor } from './EmbeddedExecutor';

jest.setTimeout(60_000);

const TABLE = { namespace: 'silver', name: 'orders' };
const DAY_MS = 24 * 60 * 60 * 1000;

function compaction(
  partition?: RewriteDataFilesUnit['partition'],
): RewriteDataFilesUnit {
  return {
    operation: 'rewrite-data-files',
    partition,
    targetFileSizeBytes: 128 * 1024 * 1024,
    minFileSizeBytes: 96 * 1024 * 1024,
    rewriteAll: false,
    predicted: {
      filesBefore: 3,
      filesAfter: 1,
      rewrittenBytes: '1',
      deleteFilesBefore: 0,
      deleteFilesAfter: 0,
    },
  };
}

function day(label: string) {
  const [name, value] = label.split('=');
  return {
    specId: 0,
    label,
    fields: [{ name, sourceColumn: 'day', transform: 'identity', value }],
  };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap(
    entry => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []),
  );
}

describe('EmbeddedExecutor', () => {
  let directory: string;
  let lake: EmbeddedLakehouse;
  let executor: EmbeddedExecutor;
  const metadata = async () => (await lake.loadTable(TABLE)).metadata;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'executor '));
    lake = await EmbeddedLakehouse.open({ directory, durable: false });
    executor = EmbeddedExecutor.create({ lakehouse: lake });
    await lake.createNamespace('silver');
    await lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
        { name: 'price', type: 'double' },
      ],
      partitionBy: [{ column: 'day' }],
    });
    for (let batch = 0; batch < 3; batch++) {
      await lake.append(TABLE, {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % 2)::INTEGER AS day, CASE WHEN i % 5 = 0 THEN NULL WHEN i % 7 = 0 THEN 'NaN'::DOUBLE ELSE i / 3 END AS price FROM range(${
          batch * 100
        }, ${batch * 100 + 100}) t(i)`,
      });
    }
  });
  afterEach(async () => {
    await lake.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('leaves a file alone that is far larger than the target: a plan has not counted it', async () => {
    await lake.append(TABLE, {
      sql: `SELECT i AS id, DATE '2026-11-01' AS day, random() AS price FROM range(0, 20000) t(i)`,
    });
    const largest = Math.max(
      ...filesOf(directory)
        .filter(file => file.endsWith('.parquet'))
        .map(file => statSync(file).size),
    );
    const target = Math.floor(largest / 4);
    const outcome = await executor.run(TABLE, {
      ...compaction(day('day=2026-11-01')),
      targetFileSizeBytes: target,
      minFileSizeBytes: Math.floor(target * 0.75),
    });
    expect(outcome).toMatchObject({ removedDataFiles: 3, addedDataFiles: 1 });
    const left = await lake.rewriteDataFiles(TABLE, {
      partition: { specId: 0, path: 'day=2026-11-01' },
      rewriteAll: true,
      dryRun: true,
    });
    expect(left.rewrittenDataFiles).toBe(2);
    expect(Number(left.rewrittenBytes)).toBeGreaterThan(largest);
  });

  it('merges one partition and leaves the others, marks the snapshot, and keeps rows and checksum', async () => {
    await lake.delete(TABLE, { where: 'id < 10', mode: 'merge-on-read' });
    const before = await executor.checksum(TABLE);
    expect(before.rows).toBe('290');
    const outcome = await executor.run(
      TABLE,
      compaction(day('day=2026-11-02')),
      { key: 'run-1/0/1' },
    );
    expect(outcome).toMatchObject({ removedDataFiles: 3, addedDataFiles: 1 });
    const after = await metadata();
    expect(after.currentSnapshotId).toBe(outcome.snapshotId);
    const snapshot = after.snapshots.find(
      one => one.snapshotId === outcome.snapshotId,
    );
    expect(snapshot).toMatchObject({
      operation: 'replace',
      summary: { 'lakehouse.unit': 'run-1/0/1', 'total-data-files': '4' },
    });
    expect(await executor.checksum(TABLE)).toEqual(before);
    expect(
      await executor.checksum(TABLE, {
        snapshotId: snapshot?.parentSnapshotId,
      }),
    ).toEqual(before);
  });

  it('has another checksum for other content: one value, one row more, one row twice, two values in each other’s place', async () => {
    const seen = new Set([(await executor.checksum(TABLE)).checksum]);
    const row = { id: 7, day: '2026-11-02', price: 2 };
    for (const change of [
      () => lake.append(TABLE, { rows: [row] }),
      () => lake.append(TABLE, { rows: [row] }),
      () => lake.append(TABLE, { rows: [row, row] }),
      () => lake.update(TABLE, { where: 'id = 8', set: { price: '0.5' } }),
      () =>
        lake.update(TABLE, {
          where: 'id IN (8, 11)',
          set: { price: 'CASE id WHEN 8 THEN 11.0 / 3 ELSE 0.5 END' },
        }),
    ]) {
      await change();
      seen.add((await executor.checksum(TABLE)).checksum);
    }
    expect(seen.size).toBe(6);
  });

  it('says in one line, without a statement that nobody has written, that a damaged file can’t be read', async () => {
    const damaged = filesOf(directory).find(
      file => file.endsWith('.parquet') && file.includes('2026-11-01'),
    )!;
    const bytes = readFileSync(damaged);
    writeFileSync(damaged, bytes.fill(0x5a, 4, bytes.length - 40));
    for (const work of [
      () => executor.checksum(TABLE),
      () =>
        executor.run(TABLE, compaction(day('day=2026-11-01')), { key: 'k' }),
    ]) {
      const error = await work().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.message).toMatch(/\S/);
      expect(error?.message).not.toMatch(/LINE \d|SELECT|FROM|\n/);
    }
  });

  it('expires just the named snapshots, and counts files and bytes', async () => {
    await executor.run(TABLE, compaction());
    const { snapshots } = await metadata();
    const unit: ExpireSnapshotsUnit = {
      operation: 'expire-snapshots',
      olderThanMs: 0,
      retainLast: 1,
      snapshotIds: [snapshots[0].snapshotId, snapshots[1].snapshotId],
    };
    const filesBefore = readdirSync(directory, { recursive: true }).length;
    const outcome = await executor.run(TABLE, unit);
    expect((await metadata()).snapshots).toHaveLength(2);
    expect(outcome.expiredSnapshots).toBe(2);
    expect(outcome.deletedFiles).toBeGreaterThan(0);
    expect(BigInt(outcome.freedBytes!)).toBeGreaterThan(0n);
    // One new metadata file.
    expect(readdirSync(directory, { recursive: true })).toHaveLength(
      filesBefore - outcome.deletedFiles! + 1,
    );
  });

  it('removes orphan files of the approved list only, and says which of it stay', async () => {
    const folder = new URL((await metadata()).location).pathname;
    const old = new Date(Date.now() - 30 * DAY_MS);
    const at = (name: string) => join(decodeURIComponent(folder), 'data', name);
    for (const name of ['approved.parquet', 'other.parquet']) {
      writeFileSync(at(name), 'x'.repeat(7));
      utimesSync(at(name), old, old);
    }
    writeFileSync(at('young.parquet'), 'x');
    const live = (await lake.removeOrphanFiles(TABLE, { dryRun: true }))
      .orphans;
    expect(live.map(file => file.location.split('/').at(-1)).sort()).toEqual([
      'approved.parquet',
      'other.parquet',
    ]);
    const approved = live.find(file => file.location.includes('approved'))!;
    const outcome = await executor.run(TABLE, {
      operation: 'remove-orphan-files',
      olderThanMs: Date.now() - 7 * DAY_MS,
      files: [
        { location: approved.location, sizeBytes: '7' },
        { location: pathToFileURL(at('young.parquet')).href, sizeBytes: '1' },
        { location: 'file:///etc/passwd', sizeBytes: '1' },
      ],
    });
    expect(outcome).toMatchObject({
      deletedFiles: 1,
      freedBytes: '7',
      warnings: [expect.stringContaining('2 of the 3')],
    });
    expect(readdirSync(join(decodeURIComponent(folder), 'data'))).toEqual(
      expect.arrayContaining(['other.parquet', 'young.parquet']),
    );
  });

  it('lets no snapshot expire while another table needs the files: the plan names it, and so does the run; none of them is an orphan', async () => {
    const CLONE = { namespace: 'silver', name: 'clone' };
    await lake.registerTable(CLONE, (await metadata()).metadataLocation);
    await executor.run(TABLE, compaction());
    const table = await metadata();
    const policy = resolvePolicy({
      overrides: [
        {
          source: { kind: 'policy', label: 'test' },
          overrides: { minSnapshotsToKeep: 1, maxSnapshotAge: 'PT1H' },
        },
      ],
    });
    const nowMs = Date.now() + 30 * DAY_MS;
    const snapshotIds = snapshotsDue(table, policy, nowMs).map(
      ({ snapshotId }) => snapshotId,
    );
    const expiry = await executor.previewExpiry(TABLE, snapshotIds);
    const { files } = await executor.listOrphanFiles(TABLE, {
      olderThanMs: nowMs,
    });
    expect(files).toEqual([]);
    const { steps, declined } = planMaintenance({
      metadata: table,
      policy,
      nowMs,
      engine: { name: executor.engine, capabilities: executor.capabilities },
      operations: ['expire-snapshots'],
      expiry,
    });
    expect(steps).toEqual([]);
    expect(declined).toMatchObject([
      {
        operation: 'expire-snapshots',
        kind: 'must-not',
        reason: expect.stringMatching(/^3 snapshots are due\. .*silver\.clone/),
      },
    ]);
    await expect(
      executor.run(TABLE, {
        operation: 'expire-snapshots',
        olderThanMs: 0,
        retainLast: 1,
        snapshotIds,
      }),
    ).rejects.toMatchObject({
      name: 'ExecutorError',
      nothingChanged: true,
      message: expect.stringContaining('silver.clone'),
    });
    expect((await executor.checksum(CLONE)).rows).toBe('300');
  });

  it('counts what files with escaped characters in their path free', async () => {
    await lake.createTable(
      { namespace: 'silver', name: 'names' },
      {
        columns: [{ name: 'name', type: 'string' }],
        partitionBy: [{ column: 'name' }],
      },
    );
    const names = { namespace: 'silver', name: 'names' };
    await lake.append(names, { rows: [{ name: 'a b/c' }] });
    await lake.overwrite(names, { rows: [{ name: 'x' }] });
    const { snapshots } = (await lake.loadTable(names)).metadata;
    const [data] = filesOf(directory).filter(path => path.includes('%'));
    const { sizeBytes } = await executor.previewExpiry(names, [
      snapshots[0].snapshotId,
    ]);
    expect(sizeBytes).toBeGreaterThan(BigInt(statSync(data).size));
  });

  it('sets and removes properties in one commit, and merges manifests', async () => {
    await lake.setProperties(TABLE, { old: 'x' });
    await executor.run(TABLE, {
      operation: 'set-properties',
      properties: { old: null, 'write.metadata.previous-versions-max': '10' },
    });
    const { properties, metadataLog } = await metadata();
    expect(properties).toMatchObject({
      'write.metadata.previous-versions-max': '10',
    });
    expect(properties.old).toBeUndefined();
    expect(metadataLog).toHaveLength(5);
    const outcome = await executor.run(
      TABLE,
      {
        operation: 'rewrite-manifests',
        targetSizeBytes: 8 * 1024 * 1024,
        predicted: { manifestsBefore: 3, manifestsAfter: 1 },
      },
      { key: 'k' },
    );
    expect(outcome.snapshotId).toBe((await metadata()).currentSnapshotId);
  });

  it('goes back to a snapshot', async () => {
    const { snapshots } = await metadata();
    await executor.rollback(TABLE, snapshots[1].snapshotId);
    expect((await executor.checksum(TABLE)).rows).toBe('200');
  });

  it('says that nothing was changed where nothing was, and that a live writer was faster', async () => {
    await expect(
      executor.run(
        { namespace: 'silver', name: 'none' },
        { operation: 'set-properties', properties: { a: 'b' } },
      ),
    ).rejects.toMatchObject({ name: 'ExecutorError', nothingChanged: true });
    const racing = EmbeddedExecutor.create({
      lakehouse: {
        rewriteDataFiles: async () => {
          throw Object.assign(new Error('x was removed'), {
            name: 'CommitConflictError',
          });
        },
      } as never,
    });
    await expect(racing.run(TABLE, compaction())).rejects.toMatchObject({
      name: 'ConflictError',
    });
    await expect(
      executor.run(TABLE, compaction(), {
        signal: AbortSignal.abort(new Error('stop')),
      }),
    ).rejects.toThrow('stop');
  });
});
