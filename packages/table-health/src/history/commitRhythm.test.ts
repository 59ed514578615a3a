import { resolvePolicy } from '../policy/resolvePolicy';
import {
  dayMs,
  hourMs,
  metadataOf,
  nowMs,
  snapshotOf,
} from '../testing/tableOf';
import { commitRhythm } from './commitRhythm';
import { historyOf } from './TableHistory';

const minuteMs = 60_000;

function rhythmOf(ages: number[], operations: string[] = []) {
  const snapshots = ages.map((ageMs, i) =>
    snapshotOf(i, nowMs - ageMs, { operation: operations[i] ?? 'append' }),
  );
  return commitRhythm(
    historyOf(metadataOf({ snapshots }), resolvePolicy(), nowMs),
    nowMs,
  );
}

const every = (intervalMs: number, count: number, lastAgeMs = 0) =>
  Array.from(
    { length: count },
    (_, i) => lastAgeMs + (count - 1 - i) * intervalMs,
  );

describe('commitRhythm', () => {
  it.each([
    ['streaming', every(minuteMs, 600)],
    ['streaming', every(minuteMs, 60)],
    ['batch', every(hourMs, 100)],
    ['batch', every(dayMs, 30, 2 * hourMs)],
    ['slow', [5 * dayMs]],
    ['slow', every(100 * dayMs, 5, 2 * dayMs)],
    ['dormant', every(minuteMs, 500, 8 * dayMs)],
    ['unknown', []],
  ] as const)('calls it %s', (workload, ages) => {
    expect(rhythmOf([...ages]).workload).toBe(workload);
  });

  it('looks at the last day, not at a stream that ended', () => {
    expect(
      rhythmOf([...every(minuteMs, 2000, 30 * hourMs), 2 * hourMs]).workload,
    ).toBe('batch');
  });

  it('leaves maintenance out', () => {
    const ages = every(5 * minuteMs, 200);
    const rhythm = rhythmOf(
      ages,
      ages.map((_, i) => (i % 20 === 0 ? 'append' : 'replace')),
    );
    expect(rhythm.workload).toBe('batch');
    expect(rhythm.lastChangeMs).toBe(nowMs - ages[180]);
  });

  it("doesn't hold expired history against a writer", () => {
    expect(rhythmOf(every(5 * minuteMs, 24))).toMatchObject({
      workload: 'streaming',
    });
  });
});
