import { judge } from '../judge/judge';
import { hourMs, inputOf, nowMs, snapshotOf } from '../testing/tableOf';
import { resolvePolicy } from './resolvePolicy';
import { withWorkload } from './withWorkload';

const written = (intervalMs: number, count: number, lastAgeMs: number) =>
  Array.from({ length: count }, (_, i) =>
    snapshotOf(i, nowMs - lastAgeMs - (count - 1 - i) * intervalMs),
  );

const maintenanceOf = (
  snapshots: ReturnType<typeof written>,
  policy = resolvePolicy(),
) =>
  judge(inputOf({ dataFiles: 900 }, { snapshots }), policy).dimensions.find(
    ({ id }) => id === 'maintenance',
  )!;

describe('defaults by how a table is written', () => {
  const stream = written(5 * 60_000, 900, 60_000);
  const batch = written(12 * hourMs, 8, hourMs);

  it('expect maintenance of a stream each day, of any other table each week, and say so', () => {
    expect(maintenanceOf(stream)).toMatchObject({
      ailments: ['maintenance-due'],
      threshold: 'every day, when something is due',
      thresholdSource: {
        kind: 'suite-default',
        label: 'suite default for streaming tables',
      },
    });
    expect(maintenanceOf(batch)).toMatchObject({
      cost: 0,
      threshold: 'every 7 days, when something is due',
      thresholdSource: { label: 'suite default' },
    });
  });

  it('stay as they are when a stream stops: that nobody writes any more raises no score', () => {
    let score = 100;
    for (const hours of [0, 1, 12, 24, 26, 48, 24 * 8, 24 * 40]) {
      const health = judge(
        {
          ...inputOf({ dataFiles: 900 }, { snapshots: stream }),
          nowMs: nowMs + hours * hourMs,
        },
        resolvePolicy(),
      );
      expect(health.score).toBeLessThanOrEqual(score);
      score = health.score!;
    }
  });

  it('are weaker than what a layer, the table or a policy says', () => {
    const policy = resolvePolicy({
      layer: 'bronze',
      metadata: { properties: { 'lakehouse.maintenance-interval': 'P3D' } },
    });
    const streaming = withWorkload(policy, 'streaming');
    expect(streaming.maintenanceIntervalMs).toEqual(
      policy.maintenanceIntervalMs,
    );
  });

  it('leave alone what readers were promised, and a table of which nothing is known', () => {
    const policy = resolvePolicy();
    for (const workload of ['streaming', 'slow', 'dormant'] as const) {
      expect(withWorkload(policy, workload)).toMatchObject({
        maxSnapshotAgeMs: policy.maxSnapshotAgeMs,
        minSnapshotsToKeep: policy.minSnapshotsToKeep,
        targetFileSizeBytes: policy.targetFileSizeBytes,
        maxStalenessMs: policy.maxStalenessMs,
        maxReclaimableShare: policy.maxReclaimableShare,
      });
    }
    expect(withWorkload(policy, 'unknown')).toBe(policy);
    expect(withWorkload(policy, 'batch')).toBe(policy);
  });
});
