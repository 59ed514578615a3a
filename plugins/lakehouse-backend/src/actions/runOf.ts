import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';

/** A run as actions answer it. */
export function runOf({ summary, run }: RunDetail) {
  return {
    runId: summary.id,
    lakehouse: summary.lakehouse,
    schema: summary.schema,
    table: summary.table,
    state: summary.state,
    title: summary.title,
    proposedBy: summary.createdBy,
    awaitingApproval: summary.awaitingApproval,
    approvedBy: [...new Set(run.approvals.map(({ by }) => by))],
    waiting: summary.waiting?.reason,
    reason: summary.reason,
    unitsDone: summary.units.done,
    unitsTotal: summary.units.total,
    scoreBefore: summary.scoreBefore,
    scoreAfter: summary.scoreAfter,
    rolledBackAt: summary.rolledBackAt,
    contentChanged: summary.contentChanged,
  };
}
