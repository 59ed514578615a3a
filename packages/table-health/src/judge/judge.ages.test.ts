import { resolvePolicy } from '../policy/resolvePolicy';
import {
  dayMs,
  filesOf,
  hourMs,
  metadataOf,
  nowMs,
  snapshotOf,
} from '../testing/tableOf';
import { judge } from './judge';

const policy = resolvePolicy({
  overrides: [
    {
      source: { kind: 'policy', label: 'test' },
      overrides: {
        maxStaleness: 'PT1H',
        maintenanceInterval: 'P1D',
        maxSnapshotAge: 'P1D',
        minSnapshotsToKeep: 1,
      },
    },
  ],
});

/** What a person reads of a verdict, without the statements: ` ago`, ` old` and the like. */
function textsOf(part: object): string {
  return JSON.stringify(part, (key, value: unknown) =>
    ['evidence', 'statements', 'threshold'].includes(key) ? undefined : value,
  );
}

describe('texts that say how long ago something was', () => {
  it('are called so, and no others: three days later they alone say something else', () => {
    const input = {
      metadata: metadataOf({
        snapshots: Array.from({ length: 40 }, (_, i) =>
          snapshotOf(i, nowMs - (60 - i) * hourMs - 10 * dayMs, {
            operation: i === 30 ? 'replace' : 'append',
          }),
        ),
        properties: {},
      }),
      files: filesOf({ dataFiles: 4000, dataBytes: 4_000_000n }),
      orphans: { count: 2, sizeBytes: 10, listedAtMs: nowMs - 5 * hourMs },
      nowMs,
    };
    const now = judge(input, policy);
    const later = judge({ ...input, nowMs: nowMs + 3 * dayMs }, policy);
    const aged = (a: object[], b: object[]) =>
      a.flatMap((one, i) => (textsOf(one) === textsOf(b[i]) ? [] : [i]));
    const flagged = (all: Array<{ hasAges?: boolean }>) =>
      all.flatMap(({ hasAges }, i) => (hasAges ? [i] : []));
    const withoutCosts = (health: typeof now) =>
      health.dimensions.map(({ value, valueDetail, cause, hasAges }) => ({
        ...{ value, valueDetail, cause, hasAges },
      }));
    expect(flagged(now.dimensions)).toEqual(
      aged(withoutCosts(now), withoutCosts(later)),
    );
    expect(
      now.dimensions.flatMap(({ id, hasAges }) => (hasAges ? [id] : [])),
    ).toEqual([
      'file-layout',
      'snapshots-kept',
      'freshness',
      'maintenance',
      'orphan-files',
    ]);
    expect(
      now.recommendations.flatMap(({ id, hasAges }) => (hasAges ? [id] : [])),
    ).toEqual(['check-writer']);
    expect(now.lede.hasAges).toBe(true);
  });

  it('are none where nothing is said of a time', () => {
    const health = judge(
      {
        metadata: metadataOf({ snapshots: [], currentSnapshotId: undefined }),
        nowMs,
      },
      policy,
    );
    expect(health.lede).not.toHaveProperty('hasAges');
    expect(health.dimensions.filter(({ hasAges }) => hasAges)).toEqual([]);
  });
});
