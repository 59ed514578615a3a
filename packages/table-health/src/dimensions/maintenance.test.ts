import fc from 'fast-check';
import { judge } from '../judge/judge';
import type { EndedRun, HealthInput } from '../model';
import { resolvePolicy } from '../policy/resolvePolicy';
import { dayMs, hourMs, inputOf, nowMs, snapshotOf } from '../testing/tableOf';

const failed = (hoursAgo: number): EndedRun => ({
  state: 'failed',
  endedAtMs: nowMs - hoursAgo * hourMs,
});
const done = (
  hoursAgo: number,
  scoreBefore: number,
  scoreAfter: number,
): EndedRun => ({
  state: 'done',
  endedAtMs: nowMs - hoursAgo * hourMs,
  scoreBefore,
  scoreAfter,
});

const judged = (
  runs: EndedRun[] | undefined,
  properties: Record<string, string> = {},
  part: Partial<HealthInput> = {},
) => {
  const input = inputOf({}, { properties }, { runs, ...part });
  return judge(input, resolvePolicy({ metadata: input.metadata }));
};

const lineOf = (...args: Parameters<typeof judged>) =>
  judged(...args).dimensions.find(({ id }) => id === 'maintenance')!;

describe('runs of maintenance that fail', () => {
  it('are said, cost points and are an ailment, though nothing that the snapshots tell is due', () => {
    const health = judged([done(90, 40, 88), failed(3), failed(2), failed(1)]);
    expect(
      health.dimensions.find(({ id }) => id === 'maintenance'),
    ).toMatchObject({
      group: 'promise',
      cost: 6,
      ailments: ['maintenance-failing'],
      valueDetail:
        'Nothing due; the last 3 runs failed; the last run that did not, 3 days ago, helped (score 40 → 88)',
      cause: 'The last 3 runs failed; the Maintenance tab says why',
      evidence: { failedRuns: 3, lastRunHelped: 'true' },
    });
    expect(health.slowdown).toBe(1);
    expect(health.lede.headline).toBe(
      'Its maintenance has failed 3 times in a row.',
    );
  });

  it('are over with the next one that does not', () => {
    const line = lineOf([failed(3), failed(2), done(1, 60, 90)]);
    expect(line).toMatchObject({ cost: 0, evidence: { failedRuns: 0 } });
    expect(line.ailments).toBeUndefined();
  });

  it('cost nothing where the policy expects no maintenance', () => {
    const line = lineOf([failed(1)], {
      'lakehouse.maintenance-interval': 'none',
    });
    expect(line).toMatchObject({
      cost: 0,
      valueDetail: 'Nothing due; the last run failed',
    });
    expect(line.ailments).toBeUndefined();
  });

  it('are said of a table whose history Nessie keeps, too', () => {
    const nessie = { 'nessie.commit.id': 'abc' };
    expect(lineOf(undefined, nessie).state).toBe('unknown');
    expect(lineOf([failed(1)], nessie)).toMatchObject({
      state: 'known',
      ailments: ['maintenance-failing'],
    });
  });

  it('never raise the score, whatever ran before', () => {
    const runs = fc.array(
      fc.record({
        state: fc.constantFrom('done' as const, 'failed' as const),
        endedAtMs: fc.integer({ min: nowMs - 90 * dayMs, max: nowMs }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(runs, before => {
        const one = { state: 'failed' as const, endedAtMs: nowMs + 1 };
        expect(judged([...before, one]).score).toBeLessThanOrEqual(
          judged(before).score!,
        );
      }),
    );
  });
});

describe('whether the last run helped', () => {
  it('is said with what it changed', () => {
    const speed = { slowdownBefore: 4.2, slowdownAfter: 1 };
    expect(lineOf([{ ...done(1, 38, 97), ...speed }]).valueDetail).toBe(
      'Nothing due; the last run, 1 hour ago, helped (score 38 → 97, 4.2× → 1×)',
    );
    expect(lineOf([done(1, 62, 62)]).valueDetail).toContain(
      "didn't help (score 62 → 62)",
    );
    expect(lineOf([{ state: 'done', endedAtMs: nowMs }]).valueDetail).toContain(
      'was not judged',
    );
  });

  it('is not said where nobody keeps runs', () => {
    expect(lineOf(undefined)).toMatchObject({ valueDetail: 'Nothing due' });
    expect(lineOf(undefined).evidence).not.toHaveProperty('failedRuns');
  });
});

describe('maintenance that is overdue and fails', () => {
  it('costs both, and says first that it fails', () => {
    const input = inputOf(
      { dataFiles: 900 },
      { snapshots: [snapshotOf(0, nowMs - 20 * dayMs)] },
    );
    const line = (runs: EndedRun[]) =>
      judge({ ...input, runs }, resolvePolicy()).dimensions.find(
        ({ id }) => id === 'maintenance',
      )!;
    const both = line([failed(1)]);
    expect(both.ailments).toEqual(['maintenance-failing', 'maintenance-due']);
    expect(both.cost).toBeCloseTo(line([]).cost + 2, 6);
    expect(both.cause).toMatch(/^The last run failed; .* Due for 13 days/);
  });
});
