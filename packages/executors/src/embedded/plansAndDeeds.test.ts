import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  planMaintenance,
  type MaintenancePlan,
  type MaintenanceOperation,
  type PlanInput,
} from '@lakehouse-portal/maintenance';
import { resolvePolicy } from '@lakehouse-portal/table-health';
import {
  LocalFileIO,
  readFileStatistics,
  type FileStatistics,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { EmbeddedExecutor } from './EmbeddedExecutor';

jest.setTimeout(240_000);

const TABLE = { namespace: 'silver', name: 'orders' };
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const policy = resolvePolicy({
  overrides: [
    {
      source: { kind: 'policy', label: 'policy of the test' },
      overrides: { minSnapshotsToKeep: 2, maxSnapshotAge: 'P7D' },
    },
  ],
});

/** A table whose commits lie as many hours in the past as they say. */
interface History {
  /** Hours ago, and rows, of each append; the oldest first. */
  appends: Array<{ hoursAgo: number; rows: number; days: number }>;
  /** Rows of this remainder by 7 are deleted afterwards; undefined: none. */
  deleted?: number;
  /** Tagged: the snapshot of this append. */
  tagged?: number;
}

const history: fc.Arbitrary<History> = fc.record({
  appends: fc
    .array(
      fc.record({
        hoursAgo: fc.integer({ min: 1, max: 24 * 30 }),
        rows: fc.integer({ min: 10, max: 60 }),
        days: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map(appends => [...appends].sort((a, b) => b.hoursAgo - a.hoursAgo)),
  deleted: fc.option(fc.nat(6), { nil: undefined }),
  tagged: fc.option(fc.nat(7), { nil: undefined }),
});

describe('what a plan says of an embedded table, and what happens then', () => {
  let directory: string;
  let lake: EmbeddedLakehouse;
  let clockMs: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'plans '));
    clockMs = Date.now();
    lake = await EmbeddedLakehouse.open({
      directory,
      durable: false,
      now: () => clockMs,
    });
    await lake.createNamespace('silver');
  });
  afterEach(async () => {
    await lake.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function write({ appends, deleted, tagged }: History) {
    const nowMs = Date.now();
    clockMs = nowMs - appends[0].hoursAgo * HOUR_MS - HOUR_MS;
    await lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'day', type: 'date' },
      ],
      partitionBy: [{ column: 'day' }],
    });
    let from = 0;
    for (const [index, { hoursAgo, rows, days }] of appends.entries()) {
      clockMs = nowMs - hoursAgo * HOUR_MS;
      await lake.append(TABLE, {
        sql: `SELECT i AS id, DATE '2026-11-01' + (i % ${days})::INTEGER AS day FROM range(${from}, ${
          from + rows
        }) t(i)`,
      });
      from += rows;
      if (index === tagged) {
        await lake.createTag(TABLE, 'kept', {});
      }
    }
    clockMs = nowMs;
    if (deleted !== undefined) {
      await lake.delete(TABLE, { where: `id % 7 = ${deleted}` });
    }
    return nowMs;
  }

  async function look(): Promise<{
    metadata: PlanInput['metadata'];
    files: FileStatistics;
  }> {
    const { metadata } = await lake.loadTable(TABLE);
    return {
      metadata,
      files: await readFileStatistics(
        await LocalFileIO.create({ roots: [directory] }),
        metadata,
      ),
    };
  }

  async function plan(
    nowMs: number,
    operations?: MaintenanceOperation[],
  ): Promise<MaintenancePlan> {
    const executor = EmbeddedExecutor.create({ lakehouse: lake });
    return planMaintenance({
      ...(await look()),
      policy,
      nowMs,
      engine: { name: executor.engine, capabilities: executor.capabilities },
      orphanFiles: {
        listedAtMs: nowMs,
        ...(await executor.listOrphanFiles(TABLE, { olderThanMs: nowMs })),
      },
      operations,
      evenIfLittle: operations !== undefined,
    });
  }

  it('agree for random tables: files of a compaction within a fifth, snapshots exactly, rows untouched, and nothing is left to do', async () => {
    await fc.assert(
      fc.asyncProperty(history, async made => {
        try {
          const nowMs = await write(made);
          const executor = EmbeddedExecutor.create({ lakehouse: lake });
          const content = await executor.checksum(TABLE);
          const operations: MaintenanceOperation[] = [
            'rewrite-data-files',
            'expire-snapshots',
          ];
          const made1 = await plan(nowMs, operations);
          const snapshotsBefore = (await look()).metadata.snapshots.length;
          for (const step of made1.steps) {
            for (const unit of step.units) {
              const outcome = await executor.run(TABLE, unit);
              if (unit.operation === 'rewrite-data-files') {
                expect(outcome.removedDataFiles).toBe(
                  unit.predicted.filesBefore,
                );
                expect(
                  Math.abs(
                    (outcome.addedDataFiles ?? 0) - unit.predicted.filesAfter,
                  ),
                ).toBeLessThanOrEqual(unit.predicted.filesAfter / 5);
              } else if (unit.operation === 'expire-snapshots') {
                expect(outcome.expiredSnapshots).toBe(unit.snapshotIds.length);
              }
            }
          }
          const { metadata, files } = await look();
          const [rewrite] = made1.steps.filter(
            ({ operation }) => operation === 'rewrite-data-files',
          );
          const [expiry] = made1.steps.filter(
            ({ operation }) => operation === 'expire-snapshots',
          );
          if (rewrite) {
            expect(files.dataFiles).toBe(rewrite.benefit.dataFiles?.after);
          }
          expect(metadata.snapshots).toHaveLength(
            snapshotsBefore +
              (rewrite?.units.length ?? 0) -
              (expiry
                ? (expiry.benefit.snapshots?.before ?? 0) -
                  (expiry.benefit.snapshots?.after ?? 0)
                : 0),
          );
          expect(await executor.checksum(TABLE)).toEqual(content);
          expect((await plan(nowMs, ['rewrite-data-files'])).steps).toEqual([]);
        } finally {
          await lake.dropTable(TABLE);
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 15) },
    );
  });

  it('brings an ill table to health in the order that can be undone longest, and says what stays', async () => {
    const nowMs = await write({
      appends: Array.from({ length: 30 }, (_, index) => ({
        hoursAgo: 24 * 20 - index,
        rows: 20,
        days: 2,
      })),
      tagged: 0,
      deleted: 3,
    });
    const { metadata } = await look();
    const orphan = join(
      metadata.location.slice('file://'.length),
      'data',
      'left by a crash.parquet',
    );
    writeFileSync(orphan, 'twelve bytes');
    const old = new Date(nowMs - 30 * DAY_MS);
    utimesSync(orphan, old, old);

    const made = await plan(nowMs);
    expect(made.steps.map(({ operation }) => operation)).toEqual(
      [
        'rewrite-data-files',
        'rewrite-manifests',
        'expire-snapshots',
        'remove-orphan-files',
      ].filter(operation =>
        made.steps.some(step => step.operation === operation),
      ),
    );
    const expiry = made.steps.find(
      ({ operation }) => operation === 'expire-snapshots',
    );
    expect(expiry).toMatchObject({
      destructive: true,
      approval: 'four-eyes',
      // The newest two and the tagged one stay.
      benefit: { snapshots: { before: 31, after: 3 }, protectedRefs: ['kept'] },
    });
    expect(
      made.steps.find(({ operation }) => operation === 'remove-orphan-files')
        ?.benefit.freedBytes,
    ).toBe('12');
    expect(made.scoreAfter).toBeGreaterThan(made.scoreBefore ?? 100);
    expect(made.slowdownAfter).toBeLessThan(made.slowdownBefore ?? 0);
    for (const [index, step] of made.steps.entries()) {
      expect(step.id).toBe(`${index + 1}-${step.operation}`);
      expect(step.scoreBefore).toBe(
        index === 0 ? made.scoreBefore : made.steps[index - 1].scoreAfter,
      );
    }
  });

  it('compacts to the target size that the same plan sets, as many files as it says, and the next plan finds nothing to do', async () => {
    const nowMs = await write({
      appends: Array.from({ length: 8 }, (_, index) => ({
        hoursAgo: 24 - index,
        rows: 60,
        days: 1,
      })),
    });
    await lake.setProperties(TABLE, { 'write.target-file-size-bytes': '1500' });
    const executor = EmbeddedExecutor.create({ lakehouse: lake });
    const operations: MaintenanceOperation[] = [
      'set-properties',
      'rewrite-data-files',
    ];
    const planned = async (only = operations) => {
      const looked = await look();
      return planMaintenance({
        ...looked,
        policy: resolvePolicy({ metadata: looked.metadata }),
        nowMs,
        engine: { name: executor.engine, capabilities: executor.capabilities },
        operations: only,
        evenIfLittle: true,
      });
    };
    const [former] = (await planned(['rewrite-data-files'])).steps;
    expect(former.benefit.dataFiles?.after).toBeGreaterThan(1);
    const content = await executor.checksum(TABLE);
    const made = await planned();
    expect(made.steps.map(({ operation }) => operation)).toEqual(operations);
    for (const unit of made.steps.flatMap(({ units }) => units)) {
      await executor.run(TABLE, unit);
    }
    const { files } = await look();
    expect(files.dataFiles).toBe(1);
    expect(made.steps[1].benefit.dataFiles).toEqual({ before: 8, after: 1 });
    expect(await executor.checksum(TABLE)).toEqual(content);
    expect((await planned()).steps).toEqual([]);
  });
});
