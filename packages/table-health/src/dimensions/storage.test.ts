import { judge } from '../judge/judge';
import { resolvePolicy } from '../policy/resolvePolicy';
import { hourMs, inputOf, mb, nowMs, snapshotOf } from '../testing/tableOf';

/** 140 MB of live data, and so much that only old snapshots need. */
const storageOf = (oldBytes: number) =>
  judge(
    inputOf(
      {},
      {
        snapshots: [
          snapshotOf(0, nowMs - 2 * hourMs),
          snapshotOf(1, nowMs - hourMs),
        ],
      },
      { oldSnapshotBytes: oldBytes },
    ),
    resolvePolicy(),
  ).dimensions.find(({ id }) => id === 'storage')!;

describe('bytes that old snapshots alone need, beyond their allowed share', () => {
  it('cost nothing while they are few, and the line says where points begin', () => {
    const line = storageOf(60 * mb);
    expect(line.cost).toBe(0);
    expect(line.value).toMatch(/^\d\d % serves old snapshots only$/);
    expect(line.valueDetail).toContain('60 MB (points begin at 64 MB)');
  });

  it('cost points beyond that, and the line does not speak of a beginning', () => {
    const line = storageOf(600 * mb);
    expect(line.cost).toBeGreaterThan(1);
    expect(line.valueDetail).toContain('600 MB');
    expect(line.valueDetail).not.toContain('points begin');
  });
});
