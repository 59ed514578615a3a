import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  OrphansUnknownError,
  planMaintenance,
  snapshotsDue,
} from '@lakehouse-portal/maintenance';
import { resolvePolicy } from '@lakehouse-portal/table-health';
import {
  LocalFileIO,
  readFileStatistics,
} from '@lakehouse-portal/table-metadata';
import { EmbeddedExecutor } from './EmbeddedExecutor';

jest.setTimeout(60_000);

const TABLE = { namespace: 'silver', name: 'orders' };
const DAY_MS = 24 * 60 * 60 * 1000;
/** A metadata file, three manifest lists and three manifests of the other table. */
const FILES_OF_OTHER = 7;
const policy = resolvePolicy({
  overrides: [
    {
      source: { kind: 'policy', label: 'policy of the test' },
      overrides: { minSnapshotsToKeep: 1, maxSnapshotAge: 'PT1H' },
    },
  ],
});

describe('a table beside others that have more files than are read', () => {
  let directory: string;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'others '));
    const nowMs = Date.now();
    let clockMs = nowMs - 3 * DAY_MS;
    const lake = await EmbeddedLakehouse.open({
      directory,
      durable: false,
      now: () => clockMs,
    });
    await lake.createNamespace('silver');
    for (const name of ['silver.orders', 'silver.other']) {
      await lake.createTable(name, { columns: [{ name: 'id', type: 'long' }] });
      for (let id = 0; id < 3; id++) {
        clockMs += 60_000;
        await lake.append(name, { rows: [{ id }] });
      }
    }
    clockMs += 60_000;
    await lake.overwrite('silver.orders', { rows: [{ id: 9 }] });
    const { location } = (await lake.loadTable(TABLE)).metadata;
    const orphan = join(location.slice('file://'.length), 'data/lost.parquet');
    writeFileSync(orphan, 'left by a crash');
    const old = new Date(nowMs - 30 * DAY_MS);
    utimesSync(orphan, old, old);
    await lake.close();
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** As a plan of it says it, and what is there when its snapshots were to expire. */
  async function planned(
    maxFilesOfOtherTables: number,
    operation: 'expire-snapshots' | 'remove-orphan-files',
  ) {
    // Anew: what was read once is remembered, and counts no more.
    const lake = await EmbeddedLakehouse.open({
      ...{ directory, durable: false, maxFilesOfOtherTables },
    });
    try {
      const executor = EmbeddedExecutor.create({ lakehouse: lake });
      const { metadata } = await lake.loadTable(TABLE);
      const nowMs = Date.now();
      const snapshotIds = snapshotsDue(metadata, policy, nowMs).map(
        one => one.snapshotId,
      );
      const known =
        operation === 'expire-snapshots'
          ? { expiry: await executor.previewExpiry(TABLE, snapshotIds) }
          : await orphansOf(executor, nowMs);
      const plan = planMaintenance({
        metadata,
        files: await readFileStatistics(
          await LocalFileIO.create({ roots: [directory] }),
          metadata,
        ),
        ...{ policy, nowMs, evenIfLittle: true, ...known },
        engine: { name: executor.engine, capabilities: executor.capabilities },
        operations: [operation],
      });
      return { lake, executor, snapshotIds, plan };
    } catch (error) {
      await lake.close();
      throw error;
    }
  }

  async function orphansOf(executor: EmbeddedExecutor, nowMs: number) {
    try {
      const { files } = await executor.listOrphanFiles(TABLE, {
        olderThanMs: nowMs - 7 * DAY_MS,
      });
      return { orphanFiles: { listedAtMs: nowMs, files } };
    } catch (error) {
      if (error instanceof OrphansUnknownError) {
        return { orphansUnknown: error.message };
      }
      throw error;
    }
  }

  it.each(['expire-snapshots', 'remove-orphan-files'] as const)(
    'loses no file by %s: the plan says that it was too much to read, and how much that is',
    async operation => {
      const { lake, snapshotIds, plan } = await planned(
        FILES_OF_OTHER - 1,
        operation,
      );
      const reason = `Which files the other tables of the catalog (1) need is too much to be read: more than ${
        FILES_OF_OTHER - 1
      } metadata files, manifest lists and manifests.`;
      expect(plan.steps).toEqual([]);
      expect(plan.declined).toMatchObject([
        { operation, reason: expect.stringContaining(reason) },
      ]);
      await lake.close();
      if (operation === 'expire-snapshots') {
        const anew = await EmbeddedLakehouse.open({
          ...{ directory, durable: false },
          maxFilesOfOtherTables: FILES_OF_OTHER - 1,
        });
        await expect(
          EmbeddedExecutor.create({ lakehouse: anew }).run(TABLE, {
            operation,
            ...{ olderThanMs: Date.now(), retainLast: 1, snapshotIds },
          }),
        ).rejects.toThrow(reason);
        expect((await anew.loadTable(TABLE)).metadata.snapshots).toHaveLength(
          4,
        );
        await anew.close();
      }
    },
  );

  it('is maintained as ever where they have just as many', async () => {
    for (const operation of [
      'expire-snapshots',
      'remove-orphan-files',
    ] as const) {
      const { lake, plan } = await planned(FILES_OF_OTHER, operation);
      expect(plan.steps).toMatchObject([{ operation }]);
      await lake.close();
    }
  });

  it('goes on the next time with what is remembered of them', async () => {
    const { lake, executor, snapshotIds } = await planned(
      FILES_OF_OTHER - 1,
      'expire-snapshots',
    );
    expect(
      (await executor.previewExpiry(TABLE, snapshotIds)).refusal,
    ).toBeUndefined();
    await lake.close();
  });
});
