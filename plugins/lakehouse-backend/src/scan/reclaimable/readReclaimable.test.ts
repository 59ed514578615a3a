import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLakehouse } from '@lakehouse-portal/embedded';
import {
  EmbeddedExecutor,
  previewTrinoExpiry,
  sumOfExpiry,
  TrinoExecutor,
} from '@lakehouse-portal/executors';
import { planMaintenance } from '@lakehouse-portal/maintenance';
import {
  dueSnapshots,
  judge,
  resolvePolicy,
} from '@lakehouse-portal/table-health';
import {
  CountingFileIO,
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
  type RollupStore,
} from '@lakehouse-portal/table-metadata';
import fc from 'fast-check';
import { readOldSnapshotFiles } from './readOldSnapshotFiles';
import { readReclaimable } from './readReclaimable';

jest.setTimeout(240_000);

const TABLE = { namespace: 'silver', name: 'orders' };
const HOUR_MS = 3_600_000;
const DAYS = 5;
const DAY_MS = 24 * HOUR_MS;

type Deed =
  | 'append'
  | 'overwrite'
  | 'delete'
  | 'mark'
  | 'compact'
  | 'manifests';
const deeds: Array<Deed | 'expire' | 'tag'> = [
  ...(['append', 'append', 'overwrite', 'delete', 'mark'] as const),
  ...(['compact', 'manifests', 'expire', 'expire', 'tag'] as const),
];

class MapStore implements RollupStore {
  readonly values = new Map<string, Uint8Array>();

  async read(keys: string[]) {
    return new Map(
      keys
        .filter(key => this.values.has(key))
        .map(key => [key, this.values.get(key)!]),
    );
  }

  async write(values: Map<string, Uint8Array>) {
    for (const [key, value] of values) this.values.set(key, value);
  }
}

describe('what is reclaimable of a table', () => {
  let directory: string;
  let lake: EmbeddedLakehouse;
  let clockMs: number;
  let store: MapStore;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'reclaimable-'));
    clockMs = Date.parse('2026-01-01T00:00:00Z');
    store = new MapStore();
    lake = await EmbeddedLakehouse.open({
      directory,
      durable: false,
      now: () => clockMs,
    });
    await lake.createNamespace('silver');
  });
  afterEach(async () => {
    await lake.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function createTable() {
    await lake.createTable(TABLE, {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'part', type: 'int' },
      ],
      partitionBy: [{ column: 'part' }],
    });
    await lake.append(TABLE, { rows: rowsFrom(0) });
  }

  const rowsFrom = (from: number) =>
    [0, 1, 2, 3].map(i => ({ id: from + i, part: i % 2 }));

  async function apply(deed: Deed, from: number) {
    switch (deed) {
      case 'append':
        return lake.append(TABLE, { rows: rowsFrom(from) });
      case 'overwrite':
        return lake.overwrite(TABLE, { rows: rowsFrom(from) });
      case 'delete':
        return lake.delete(TABLE, { where: 'id % 4 = 1' });
      case 'mark':
        return lake.delete(TABLE, {
          where: 'id % 4 = 2',
          mode: 'merge-on-read',
        });
      case 'compact':
        return lake.rewriteDataFiles(TABLE, { minInputFiles: 2 });
      default:
        return lake.rewriteManifests(TABLE);
    }
  }

  const policy = resolvePolicy({
    overrides: [
      {
        source: { kind: 'policy', label: 'test' },
        overrides: { maxSnapshotAge: `P${DAYS}D`, minSnapshotsToKeep: 2 },
      },
    ],
  });

  async function open() {
    const io = new CountingFileIO(
      await LocalFileIO.create({ roots: [directory] }),
    );
    const { metadataLocation } = await lake.loadTable(TABLE);
    const metadata = await readTableMetadata(io, metadataLocation);
    const files = await readFileStatistics(io, metadata);
    io.reads.clear();
    return {
      io,
      metadata,
      files,
      due: dueSnapshots(metadata, policy, clockMs),
    };
  }

  /** What a scan says, what a plan says, and what health says of the count. */
  async function figures() {
    const { io, metadata, files, due } = await open();
    const executor = EmbeddedExecutor.create({ lakehouse: lake });
    const ids = due.map(({ snapshotId }) => snapshotId);
    const counted = await readReclaimable(io, metadata, due, { store });
    const preview = await executor.previewExpiry(TABLE, ids);
    const input = {
      metadata,
      files,
      policy,
      nowMs: clockMs,
      reclaimableBytes: Number(counted?.sizeBytes),
      reclaimableFiles: counted?.files,
    };
    const plan = planMaintenance({
      ...input,
      expiry: preview,
      engine: { name: executor.engine, capabilities: executor.capabilities },
    });
    return {
      executor,
      counted,
      health: judge(input, policy),
      step: plan.steps.find(one => one.operation === 'expire-snapshots'),
    };
  }

  it('is what the plan says, and what the expiry then removes, to the byte, on random histories with expiries in them', async () => {
    let expiries = 0;
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(
            fc.record({
              deed: fc.constantFrom(...deeds),
              hours: fc.integer({ min: 1, max: 72 }),
            }),
            { minLength: 5, maxLength: 12 },
          ),
          async history => {
            await createTable();
            for (const [index, { deed, hours }] of history.entries()) {
              clockMs += hours * HOUR_MS;
              const { executor, counted, health, step } = await figures();
              const said = {
                bytes: health.reclaimableBytes,
                files: health.reclaimableFiles,
              };
              expect(counted).toBeDefined();
              expect(said).toEqual({
                bytes: Number(step?.benefit.freedBytes ?? 0),
                files: step?.benefit.freedFiles ?? 0,
              });
              if (deed === 'tag') {
                const { metadata } = await lake.loadTable(TABLE);
                const at =
                  metadata.snapshots[index % metadata.snapshots.length];
                await lake.createTag(TABLE, `t${index}`, {
                  snapshotId: at.snapshotId,
                });
              } else if (deed !== 'expire') {
                await apply(deed, (index + 1) * 10);
              } else if (step) {
                const [unit] = step.units;
                const outcome = await executor.run(TABLE, unit);
                expect(outcome).toMatchObject({
                  freedBytes: String(said.bytes),
                  deletedFiles: said.files,
                });
                expiries += 1;
                const after = await figures();
                expect(after.step).toBeUndefined();
                expect(after.health).toMatchObject({
                  reclaimableBytes: 0,
                  reclaimableFiles: 0,
                });
              }
            }
          },
        )
        .afterEach(async () => {
          await lake.dropTable(TABLE, { purge: true });
        }),
      { numRuns: 12, seed: 11 },
    );
    expect(expiries).toBeGreaterThan(5);
  });

  it('is what Trino would remove by its own rules, which go by the history', async () => {
    const rules = new Set<string | undefined>();
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(
            fc.constantFrom<Deed>(
              ...([
                'append',
                'overwrite',
                'delete',
                'mark',
                'compact',
              ] as const),
            ),
            { minLength: 4, maxLength: 9 },
          ),
          fc.option(fc.nat(8), { nil: undefined }),
          async (history, rolledBack) => {
            await createTable();
            for (const [index, deed] of history.entries()) {
              clockMs += 30 * HOUR_MS;
              if (index === rolledBack) {
                const { metadata } = await lake.loadTable(TABLE);
                await lake.rollback(TABLE, metadata.snapshots[0].snapshotId);
              }
              await apply(deed, (index + 1) * 10);
            }
            clockMs += 3 * DAY_MS;
            const { io, metadata, due } = await open();
            const ids = due.map(({ snapshotId }) => snapshotId);
            for (const release of [476, 480, 483]) {
              const trino = TrinoExecutor.create({
                client: {
                  query: async () => {
                    throw new Error('not asked');
                  },
                },
                catalog: 'lake',
                version: String(release),
              });
              const rule = trino.expiryRule(metadata, ids);
              const preview = await previewTrinoExpiry(
                { metadata, fileIO: io },
                ids,
                { release },
              );
              rules.add(rule);
              expect(preview === undefined).toBe(rule === undefined);
              if (rule && preview) {
                expect(
                  await readReclaimable(io, metadata, due, { store, rule }),
                ).toEqual(sumOfExpiry(preview));
              }
            }
          },
        )
        .afterEach(async () => {
          await lake.dropTable(TABLE, { purge: true });
        }),
      { numRuns: 12, seed: 4 },
    );
    expect([...rules]).toEqual(
      expect.arrayContaining(['removed-by-them', 'all-unreachable']),
    );
  });

  it('is nothing, and costs no reading, where nothing is due', async () => {
    await createTable();
    await lake.overwrite(TABLE, { rows: rowsFrom(10) });
    const { io, metadata, due } = await open();
    expect(due).toEqual([]);
    expect(await readReclaimable(io, metadata, due, { store })).toEqual({
      files: 0,
      sizeBytes: 0n,
    });
    expect(io.readCount).toBe(0);
  });

  it('reads after a commit only what is new, and nothing when only more has become due', async () => {
    await createTable();
    for (let n = 1; n < 8; n++) {
      clockMs += DAY_MS;
      await lake.overwrite(TABLE, { rows: rowsFrom(n * 10) });
    }
    /** As a scan does, which looks at what old snapshots alone need before. */
    const count = async () => {
      const { io, metadata, due } = await open();
      await readOldSnapshotFiles(io, metadata, { store });
      const counted = await readReclaimable(io, metadata, due, { store });
      const reads = io.readCount;
      expect(counted).toEqual(await readReclaimable(io, metadata, due));
      return { due, reads };
    };
    expect((await count()).reads).toBeGreaterThan(8);
    await lake.overwrite(TABLE, { rows: rowsFrom(90) });
    const next = await count();
    // The list, and of the snapshot that is old now, what it took away and what it added.
    expect(next.reads).toBeLessThanOrEqual(3);
    clockMs += 2 * DAY_MS;
    const later = await count();
    expect(later.due.length).toBeGreaterThan(next.due.length);
    expect(later.reads).toBe(0);
  });
});
