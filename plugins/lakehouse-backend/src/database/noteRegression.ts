import type { Knex } from 'knex';
import type { HistoryRow, RegressionRow, TableRow } from './rows';
import type { Verdict } from './TableStore';
import { historyRowOfVerdict } from './verdictRows';

/** So many points less than a day before are worth a word, whatever the severity. */
export const FALL = 20;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Dimensions that hardly depend on what a policy says. */
const SPEED = ['file-layout', 'manifests', 'deletes', 'order-and-statistics'];
/** From worse to better; `unknown` is neither. */
const SEVERITIES = ['critical', 'at-risk', 'healthy'];

/**
 * Notes that a table has become much worse: its severity, or its score by 20 points within a day. Once: not again within a
 * day unless it has become as much worse again. Where the policy is another one than before, only if what makes reads slower
 * costs so many points more. Before the verdict is stored.
 */
export async function noteRegression(
  trx: Knex.Transaction,
  id: number,
  verdict: Verdict,
): Promise<void> {
  const before = await trx<TableRow>('lakehouse_tables').where({ id }).first();
  const { health, policyKey, judgedAt } = verdict;
  if (!before || before.score === null || health.score === undefined) {
    return;
  }
  const days = await trx<HistoryRow>('lakehouse_health_history')
    .where({ table_id: id })
    .where('at', '>', judgedAt - DAY_MS)
    .where('at', '<=', judgedAt)
    .orderBy('at', 'desc')
    .limit(2);
  const best = days.reduce<HistoryRow | undefined>(
    (found, day) => ((day.score ?? -1) > (found?.score ?? -1) ? day : found),
    undefined,
  );
  const reference =
    best && (best.score ?? 0) > before.score
      ? { score: best.score!, snapshot: best.snapshot_id, costs: best.costs }
      : {
          score: before.score,
          snapshot: before.current_snapshot_id,
          costs: days[0]?.costs ?? '{}',
        };
  const last = await trx<RegressionRow>('lakehouse_health_regressions')
    .where({ table_id: id })
    .where('at', '>', judgedAt - DAY_MS)
    .orderBy('at', 'desc')
    .first();
  const from = last
    ? { score: last.score_after ?? 0, severity: last.severity_after }
    : { score: reference.score, severity: before.severity };
  if (
    !isWorse(from.severity, health.severity) &&
    from.score - health.score < FALL
  ) {
    return;
  }
  const after = historyRowOfVerdict(id, verdict);
  // By another policy scores are not comparable: only a table that was written to can have become slower meanwhile.
  if (
    before.policy_key !== policyKey &&
    (after.snapshot_id === reference.snapshot ||
      speedCost(after.costs) - speedCost(reference.costs) < FALL)
  ) {
    return;
  }
  await trx<RegressionRow>('lakehouse_health_regressions').insert({
    table_id: id,
    at: judgedAt,
    score_before: reference.score,
    score_after: health.score,
    severity_before: before.severity,
    severity_after: health.severity,
    snapshot_before: reference.snapshot,
    snapshot_after: after.snapshot_id,
    changes: JSON.stringify(costlier(reference.costs, after.costs)),
  });
}

/** Points of what makes reads slower, of costs by dimension. */
function speedCost(costs: string): number {
  const points = JSON.parse(costs) as Record<string, number>;
  return SPEED.reduce((sum, id) => sum + (points[id] ?? 0), 0);
}

function isWorse(before: string, after: string): boolean {
  return (
    SEVERITIES.includes(after) &&
    SEVERITIES.indexOf(after) < SEVERITIES.indexOf(before)
  );
}

/** Dimensions that cost more points than before, and how many more, the most first. */
function costlier(before: string, after: string): Array<[string, number]> {
  const were = JSON.parse(before) as Record<string, number>;
  return Object.entries(JSON.parse(after) as Record<string, number>)
    .map(([id, cost]): [string, number] => [id, cost - (were[id] ?? 0)])
    .filter(([, more]) => more > 0)
    .sort(([, a], [, b]) => b - a);
}
