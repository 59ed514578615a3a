import type {
  HealthHistoryPoint,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import type { HistoryRow } from './rows';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPARKLINE_DAYS = 30;
const HISTORY_DAYS = 90;

/** The verdicts over a table, oldest first, at most 90 days. */
export async function readHistory(
  knex: Knex,
  id: number,
): Promise<HealthHistoryPoint[]> {
  const rows = await knex<HistoryRow>('lakehouse_health_history')
    .where({ table_id: id })
    .orderBy('day', 'desc')
    .limit(HISTORY_DAYS);
  return rows.reverse().map(row => ({
    at: new Date(Number(row.at)).toISOString(),
    score: row.score ?? undefined,
    slowdown: row.slowdown,
    costs: JSON.parse(row.costs) as Record<string, number>,
    snapshotId: row.snapshot_id ?? undefined,
  }));
}

/** Scores of the last 30 days by table id, oldest first. */
export async function readScoreHistories(
  knex: Knex,
  ids: number[],
  nowMs: number,
): Promise<Map<number, TableSummary['scoreHistory']>> {
  const histories = new Map<number, TableSummary['scoreHistory']>();
  if (ids.length === 0) {
    return histories;
  }
  const since = new Date(nowMs - SPARKLINE_DAYS * DAY_MS)
    .toISOString()
    .slice(0, 10);
  const rows = await knex<HistoryRow>('lakehouse_health_history')
    .whereIn('table_id', ids)
    .where('day', '>', since)
    .whereNotNull('score')
    .orderBy('day')
    .select('table_id', 'at', 'score');
  for (const row of rows) {
    const point = {
      at: new Date(Number(row.at)).toISOString(),
      score: row.score!,
    };
    const history = histories.get(row.table_id);
    if (history) {
      history.push(point);
    } else {
      histories.set(row.table_id, [point]);
    }
  }
  return histories;
}
