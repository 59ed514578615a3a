import type { StatisticsFile } from '@lakehouse-portal/table-metadata';
import {
  DAY_MS,
  dayOf,
  engineOf,
  planInputOf,
  snapshotOf,
} from '../__testUtils__/planInputOf';
import { planMaintenance } from './planMaintenance';

const operation = 'drop-extended-stats' as const;

function planOf(options: {
  /** Rows of the table. */
  rows: number;
  ndv?: number;
  /** Snapshot that was counted, 0 the oldest of three. */
  counted?: number;
  /** Summaries of the three snapshots. */
  summaries?: Array<Record<string, string>>;
  current?: number;
}) {
  const { rows, ndv, counted = 0, summaries = [], current = 2 } = options;
  const snapshots = [2, 1, 0].map((days, id) => ({
    ...snapshotOf(id, days * DAY_MS),
    operation: 'overwrite',
    summary: summaries[id] ?? {},
  }));
  const statistics: StatisticsFile = {
    snapshotId: snapshots[counted].snapshotId,
    statisticsPath: 's3://lake/raw/clicks/metadata/1.stats',
    fileSizeBytes: 700,
    fileFooterSizeBytes: 10,
    blobs:
      ndv === undefined
        ? []
        : [
            {
              type: 'apache-datasketches-theta-v1',
              fields: [1],
              properties: { ndv: String(ndv) },
            },
          ],
  };
  return planMaintenance(
    planInputOf(
      [
        dayOf(0, 1, 100, {
          partition: '',
          startMs: undefined,
          dataRecords: BigInt(rows),
        }),
      ],
      {
        metadata: {
          snapshots,
          currentSnapshotId: snapshots[current].snapshotId,
          statisticsFiles: [statistics],
        },
        input: { operations: [operation] },
      },
    ),
  );
}

describe('statistics of ANALYZE', () => {
  it('are dropped when they count more values of a column than there are rows', () => {
    const { steps } = planOf({ rows: 1000, ndv: 5000 });
    expect(steps).toMatchObject([
      {
        operation,
        destructive: false,
        approval: 'one',
        benefit: { statisticsFiles: { before: 1, after: 0 } },
        units: [{ operation, files: [{ sizeBytes: '700' }] }],
      },
    ]);
    expect(steps[0].reason).toContain('5,000 distinct values of at');
    // Sketches err by a few percent.
    expect(planOf({ rows: 1000, ndv: 1050 }).steps).toEqual([]);
  });

  it('are dropped when half of the rows that were counted are gone, but not for rewrites', () => {
    const gone: Record<string, string> = {
      'deleted-records': '400',
      'added-position-deletes': '150',
    };
    const summaries = [{ 'total-records': '1000' }, gone, {}];
    expect(planOf({ rows: 1000, summaries }).steps).toHaveLength(1);
    expect(
      planOf({
        rows: 1000,
        summaries: [{ 'total-records': '2000' }, gone, {}],
      }).steps,
    ).toEqual([]);
  });

  it('stay when engines pass over them, since they are of a state that was rolled back', () => {
    const plan = planOf({ rows: 1000, ndv: 5000, counted: 2, current: 1 });
    expect(plan.steps).toEqual([]);
    expect(plan.declined).toMatchObject([{ operation, kind: 'nothing-due' }]);
  });

  it('are not dropped by an engine that can’t', () => {
    const input = planInputOf([dayOf(0, 1, 100)], {
      input: {
        operations: [operation],
        engine: engineOf({
          [operation]: { supported: false, note: 'Not here.' },
        }),
      },
    });
    expect(planMaintenance(input).declined).toEqual([
      { operation, kind: 'cannot', reason: 'Not here.' },
    ]);
  });
});
