import fc from 'fast-check';
import { namedAilments } from '../ailments/namedAilments';
import { resolvePolicy } from '../policy/resolvePolicy';
import type { PlannedFile } from '../testing/filesOfPlan';
import { filesOfPlan } from '../testing/filesOfPlan';
import { metadataOf, nowMs } from '../testing/tableOf';
import { judge } from './judge';

const policy = resolvePolicy();

const judged = (plan: PlannedFile[]) =>
  judge({ metadata: metadataOf(), files: filesOfPlan(plan), nowMs }, policy);

const file = fc
  .record({
    records: fc.integer({ min: 2, max: 3_000_000 }),
    bytes: fc.integer({ min: 2, max: 200_000_000 }),
    deletes: fc.oneof(
      fc.constant<number[]>([]),
      fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 12 }),
    ),
  })
  // A row can be deleted once.
  .map(({ records, deletes, ...rest }) => ({
    ...rest,
    records,
    deletes: deletes.map(rows =>
      Math.min(rows, Math.floor(records / (2 * deletes.length))),
    ),
  }));

const tables = fc.array(file, { minLength: 1, maxLength: 60 });

/** Ways to make a table of real files worse, at a place and by an amount. */
const worse: Record<
  string,
  (plan: PlannedFile[], place: number, amount: number) => PlannedFile[]
> = {
  'the same rows in more files': (plan, place, amount) =>
    plan.flatMap((one, i) => (i === place ? split(one, amount) : one)),
  'files without a row': (plan, _place, amount) => [
    ...plan,
    ...Array.from({ length: amount }, () => ({
      records: 0,
      bytes: 0,
      deletes: [],
    })),
  ],
  'one more delete file': (plan, place) =>
    plan.map((one, i) =>
      i === place ? { ...one, deletes: [...one.deletes, 1] } : one,
    ),
  'more rows deleted': (plan, place, amount) =>
    plan.map((one, i) =>
      i === place && one.deletes.length > 0
        ? {
            ...one,
            deletes: [one.deletes[0] + amount, ...one.deletes.slice(1)],
          }
        : one,
    ),
};

/** Deletes that name no file apply to all its parts. */
function split(
  { records, bytes, deletes }: PlannedFile,
  parts: number,
): PlannedFile[] {
  return Array.from({ length: parts }, (_, i) => ({
    records: Math.floor(records / parts) + (i === 0 ? records % parts : 0),
    bytes: Math.floor(bytes / parts) + (i === 0 ? bytes % parts : 0),
    deletes: i === 0 ? deletes : deletes.map(() => 0),
  }));
}

describe('judge, by statistics that fit together', () => {
  it.each(Object.keys(worse))('never raises the score for %s', name => {
    fc.assert(
      fc.property(
        tables,
        fc.nat(59),
        fc.integer({ min: 1, max: 400 }),
        (plan, place, amount) => {
          const before = judged(plan);
          const after = judged(worse[name](plan, place % plan.length, amount));
          expect(after.speedCost).toBeGreaterThanOrEqual(before.speedCost);
          expect(after.score).toBeLessThanOrEqual(before.score!);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is not raised by an append of 49 files of one row beside a file with 9 delete files: the deletes are still there', () => {
    const one = {
      records: 1_000_000,
      bytes: 50_000_000,
      deletes: Array.from({ length: 9 }, () => 1000),
    };
    const row = { records: 1, bytes: 500, deletes: [] };
    const before = judged([one]);
    const after = judged([one, ...Array.from({ length: 49 }, () => row)]);
    expect(before.severity).toBe('at-risk');
    expect(after.score).toBeLessThanOrEqual(before.score!);
    expect(namedAilments(after)).toContain('deletes');
    expect(
      after.dimensions.find(({ id }) => id === 'deletes')?.valueDetail,
    ).toContain('9 to those of the rows that have most');
  });

  it('is raised by healthy rows: a few deletes of a large table are few', () => {
    const clean = { records: 1_000_000, bytes: 100_000_000, deletes: [] };
    const touched = { ...clean, deletes: [1000, 1000] };
    const small = judged([touched]);
    const large = judged([touched, ...Array.from({ length: 99 }, () => clean)]);
    expect(large.score).toBeGreaterThan(small.score!);
    expect(namedAilments(large)).toEqual([]);
  });
});
