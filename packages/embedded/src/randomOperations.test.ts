import fc from 'fast-check';
import type { EmbeddedLakehouse } from './EmbeddedLakehouse';
import { readRows } from './testing/readRows';
import { temporaryLakehouse } from './testing/temporaryLakehouse';

jest.setTimeout(300_000);

const TABLE = 'silver.events';
const DAYS = ['2026-11-01', '2026-11-02', '1969-12-31'];

interface Row {
  id: number;
  day: string | null;
  value: number;
}

type Operation =
  | { kind: 'append'; count: number; day: number; files: number }
  | {
      kind: 'delete' | 'update';
      modulus: number;
      rest: number;
      onRead: boolean;
    }
  | { kind: 'overwrite'; count: number; day: number }
  | { kind: 'replace-partitions'; count: number; day: number }
  | { kind: 'rollback'; back: number }
  | { kind: 'compact' | 'merge-manifests' | 'expire' | 'partition' | 'rename' };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      count: fc.integer({ min: 0, max: 8 }),
      day: fc.nat(3),
      files: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('delete' as const, 'update' as const),
      modulus: fc.integer({ min: 1, max: 5 }),
      rest: fc.nat(4),
      onRead: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'overwrite' as const,
        'replace-partitions' as const,
      ),
      count: fc.integer({ min: 1, max: 5 }),
      day: fc.nat(3),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rollback' as const),
      back: fc.nat(2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'compact' as const,
        'merge-manifests' as const,
        'expire' as const,
        'partition' as const,
        'rename' as const,
      ),
    }),
  },
);

/** What the table should hold, worked out in plain arrays. */
class Model {
  rows: Row[] = [];
  readonly history = new Map<string, Row[]>();
  lineage: string[] = [];
  valueName = 'value';
  isBucketed = false;
  #nextId = 1;

  make(count: number, day: number): Row[] {
    return Array.from({ length: count }, () => ({
      id: this.#nextId++,
      day: DAYS[day] ?? null,
      value: 0,
    }));
  }

  committed(snapshotId: string | undefined): void {
    if (snapshotId === undefined) return;
    this.history.set(snapshotId, this.rows);
    this.lineage.push(snapshotId);
  }
}

async function apply(
  lake: EmbeddedLakehouse,
  model: Model,
  step: Operation,
  formatVersion: number,
): Promise<void> {
  const toRows = (rows: Row[]) => ({
    rows: rows.map(row => ({
      id: row.id,
      day: row.day,
      [model.valueName]: row.value,
    })),
  });
  switch (step.kind) {
    case 'append': {
      const rows = model.make(step.count, step.day);
      const { snapshotId } = await lake.append(TABLE, toRows(rows), {
        files: step.files,
      });
      model.rows = [...model.rows, ...rows];
      model.committed(snapshotId);
      break;
    }
    case 'delete':
    case 'update': {
      const where = `id % ${step.modulus} = ${step.rest}`;
      const mode =
        step.onRead && formatVersion === 2 ? 'merge-on-read' : 'copy-on-write';
      const matches = (row: Row) => row.id % step.modulus === step.rest;
      if (step.kind === 'delete') {
        const { snapshotId } = await lake.delete(TABLE, { where, mode });
        model.rows = model.rows.filter(row => !matches(row));
        model.committed(snapshotId);
      } else {
        const { snapshotId } = await lake.update(TABLE, {
          where,
          mode,
          set: { [model.valueName]: `${model.valueName} + 1` },
        });
        model.rows = model.rows.map(row =>
          matches(row) ? { ...row, value: row.value + 1 } : row,
        );
        model.committed(snapshotId);
      }
      break;
    }
    case 'overwrite': {
      model.rows = model.make(step.count, step.day);
      model.committed(
        (await lake.overwrite(TABLE, toRows(model.rows))).snapshotId,
      );
      break;
    }
    case 'replace-partitions': {
      if (model.isBucketed) break;
      const rows = model.make(step.count, step.day);
      const { snapshotId } = await lake.overwrite(TABLE, toRows(rows), {
        partitions: 'touched',
      });
      model.rows = [
        ...model.rows.filter(row => row.day !== rows[0].day),
        ...rows,
      ];
      model.committed(snapshotId);
      break;
    }
    case 'rollback': {
      const target = model.lineage.at(-1 - step.back);
      if (target === undefined) break;
      await lake.rollback(TABLE, target);
      model.lineage = model.lineage.slice(0, model.lineage.length - step.back);
      model.rows = model.history.get(target) ?? [];
      break;
    }
    case 'compact':
      model.committed(
        (await lake.rewriteDataFiles(TABLE, { minInputFiles: 2 })).snapshotId,
      );
      break;
    case 'merge-manifests':
      model.committed((await lake.rewriteManifests(TABLE)).snapshotId);
      break;
    case 'expire': {
      const { expiredSnapshotIds } = await lake.expireSnapshots(TABLE, {
        olderThanMs: Number.MAX_SAFE_INTEGER,
        retainLast: 2,
      });
      for (const id of expiredSnapshotIds) model.history.delete(id);
      model.lineage = model.lineage.filter(
        id => !expiredSnapshotIds.includes(id),
      );
      break;
    }
    case 'partition':
      if (!model.isBucketed)
        await lake.updatePartitioning(TABLE, [
          { change: 'add', column: 'id', transform: 'bucket[3]' },
        ]);
      model.isBucketed = true;
      break;
    default: {
      const newName = model.valueName === 'value' ? 'amount' : 'value';
      await lake.updateSchema(TABLE, [
        { change: 'rename', column: model.valueName, newName },
      ]);
      model.valueName = newName;
    }
  }
}

describe.each([1, 2, 3] as const)(
  'random operations on a table of format version %d',
  formatVersion => {
    it('always leave the rows that a plain model has, at every snapshot that is left, and no orphan', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(operation, { minLength: 3, maxLength: 12 }),
          async steps => {
            const { lake, remove } = await temporaryLakehouse();
            try {
              const model = new Model();
              await lake.createNamespace('silver');
              await lake.createTable(TABLE, {
                formatVersion,
                columns: [
                  { name: 'id', type: 'long', required: true },
                  { name: 'day', type: 'date' },
                  { name: 'value', type: 'int' },
                ],
                partitionBy: [{ column: 'day' }],
                properties: { 'commit.manifest.min-count-to-merge': '3' },
              });
              for (const step of steps)
                await apply(lake, model, step, formatVersion);
              const columns = `id, day, ${model.valueName}`;
              const expected = (rows: Row[]) =>
                rows
                  .map(row => [String(row.id), row.day, row.value])
                  .sort((a, b) => Number(a[0]) - Number(b[0]));
              expect(await readRows(lake, TABLE, { columns })).toEqual(
                expected(model.rows),
              );
              for (const [snapshotId, rows] of model.history)
                expect(
                  await readRows(lake, TABLE, { snapshotId, columns }),
                ).toEqual(expected(rows));
              const { metadata } = await lake.loadTable(TABLE);
              expect(metadata.warnings).toEqual([]);
              expect(
                metadata.snapshots.map(({ snapshotId }) => snapshotId).sort(),
              ).toEqual([...model.history.keys()].sort());
              const current = metadata.snapshots.find(
                ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
              );
              if (
                current &&
                !steps.some(
                  ({ kind }) => kind === 'delete' || kind === 'update',
                )
              )
                expect(current.summary['total-records']).toBe(
                  String(model.rows.length),
                );
              const { orphans } = await lake.removeOrphanFiles(TABLE, {
                olderThanMs: Date.now() + 60_000,
                allowYoung: true,
                dryRun: true,
              });
              expect(orphans).toEqual([]);
            } finally {
              await remove();
            }
          },
        ),
        { numRuns: 12 },
      );
    });
  },
);
