import type {
  HealthRollUp,
  LakehouseSummary,
  ScanState,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { emptyRollUp } from '../database';
import { fleetLede } from './fleetLede';

function lakehouse(scan: Partial<ScanState> = {}): LakehouseSummary {
  return {
    name: 'retail',
    title: 'Retail',
    connectionType: 'embedded',
    origin: 'config',
    layers: [],
    scan: { status: 'ok', tablesTotal: 0, tablesFailed: 0, ...scan },
    rollUp: emptyRollUp(),
  };
}

function table(
  schema: string,
  name: string,
  over: Partial<TableSummary>,
): TableSummary {
  return {
    lakehouse: 'retail',
    schema,
    table: name,
    entityRef: '',
    identity: '0000000000000000',
    kind: 'table' as const,
    format: 'iceberg',
    severity: 'critical',
    scoreIsUpperBound: false,
    scoreHistory: [],
    due: [],
    ...over,
  };
}

function lede(
  total: Partial<HealthRollUp>,
  over: Partial<Parameters<typeof fleetLede>[0]> = {},
) {
  return fleetLede({
    total: { ...emptyRollUp(), ...total },
    lakehouses: [lakehouse()],
    worst: [],
    withoutOwner: 0,
    ...over,
  });
}

describe('fleetLede', () => {
  it('answers first: how many are critical, how slow, then what to do about the worst', () => {
    const answer = lede(
      { tables: 128, critical: 4, slow: 7, unknown: 1, atRisk: 27 },
      {
        worst: [
          table('bronze', 'click_events', {
            score: 31,
            slowdown: 3.71,
            due: ['Compact 29 partitions', 'Rewrite manifests'],
          }),
          table('gold', 'revenue_daily', {
            score: 47,
            slowdown: 1,
            due: ['Check its writer'],
          }),
        ],
        withoutOwner: 1,
      },
    );
    expect(answer.headline).toBe(
      '4 of 128 tables are critical; reads of 7 take 2× as long as they need to, or longer.',
    );
    expect(answer.detail).toBe(
      'bronze.click_events: reads take about 3.7×; compact 29 partitions and rewrite manifests. gold.revenue_daily: scores 47; check its writer. ' +
        '1 more is critical. The health of 1 is unknown. 1 table has no owner to ask.',
    );
  });

  it('has a sentence for every state of the fleet', () => {
    expect(lede({ tables: 3, atRisk: 1, healthy: 2 }).headline).toBe(
      'No table is critical; 1 of 3 is at risk.',
    );
    expect(lede({ tables: 3, healthy: 3 }).headline).toBe(
      'All 3 tables are healthy.',
    );
    expect(lede({ tables: 1, healthy: 1 }).headline).toBe(
      'The only table is healthy.',
    );
    expect(lede({ tables: 3, healthy: 2, unknown: 1 }).headline).toBe(
      '2 of 3 tables are healthy; the health of 1 is unknown.',
    );
    expect(lede({ tables: 2, unknown: 2 }).headline).toBe(
      'The health of all 2 tables is unknown.',
    );
    expect(lede({}).headline).toBe('There are no tables yet.');
    expect(lede({}, { lakehouses: [] }).detail).toContain('template Lakehouse');
    expect(
      lede({}, { lakehouses: [lakehouse({ status: 'never' })] }).headline,
    ).toContain('not been read yet');
    expect(
      lede(
        {},
        {
          lakehouses: [
            lakehouse({
              status: 'running',
              activity: 'Being prepared: 3 of 22 tables',
            }),
          ],
        },
      ),
    ).toEqual({
      headline: 'Retail is being read for the first time.',
      detail: 'Being prepared: 3 of 22 tables.',
    });
    expect(
      lede(
        {},
        { lakehouses: [lakehouse({ status: 'failed', error: 'no answer' })] },
      ),
    ).toEqual({
      headline: "The tables of Retail can't be listed.",
      detail: 'no answer.',
    });
    expect(
      lede(
        { tables: 1, healthy: 1 },
        { lakehouses: [lakehouse({ status: 'failed' })] },
      ).detail,
    ).toContain('last good scan');
  });
});
