import type { Assessment } from '../judge/assess';
import { assess } from '../judge/assess';
import { sortColumns } from '../layout';
import type { AilmentId } from '../model';
import {
  simulateCoarserPartitions,
  simulateCompaction,
  simulateSortOrder,
} from '../simulate';
import { sortOrderStatements } from '../sql/statements';
import { coarserPartitioning } from './coarserPartitioning';
import { sortCandidate } from './sortCandidate';
import type { Step } from './Step';

/** Points that a rewrite may cost lookups before a sort order is worth setting first. */
const tolerableLoss = 1;

/** Compaction doesn't bring back order, so the order comes first, where there is one to win or to lose. */
export function sortOrderStep(
  assessment: Assessment,
  ailments: ReadonlySet<AilmentId>,
): Step | undefined {
  const { files, input } = assessment.context;
  if (!files || sortColumns(input.metadata).length > 0) {
    return undefined;
  }
  const wins = ailments.has('unsorted');
  const candidate = sortCandidate(input.metadata, files);
  if (!candidate || (!wins && !rewriteLosesOrder(assessment, ailments))) {
    return undefined;
  }
  return {
    recommendation: {
      id: 'set-sort-order',
      finding: wins
        ? 'Rows come in no order, so a filter opens nearly every file'
        : 'No sort order is set, and compaction would lose the one there is',
      detail:
        "Compaction doesn't bring back order, and lookups would lose pruning: set a sort order first.",
      action: 'Set a sort order',
      actionDetail: `By ${candidate.column}, or by what your queries filter on most. Takes a second; the next rewrite sorts.`,
      dimensions: ['order-and-statistics'],
      group: 'speed',
      destructive: false,
      ...(input.tableName
        ? { statements: sortOrderStatements(input.tableName, candidate.column) }
        : {}),
    },
    simulate: changed => simulateSortOrder(changed, candidate.fieldId),
  };
}

function rewriteLosesOrder(
  { context, dimensions }: Assessment,
  ailments: ReadonlySet<AilmentId>,
): boolean {
  const { files, input, policy } = context;
  const coarser =
    files && ailments.has('over-partitioned')
      ? coarserPartitioning(input.metadata, files)
      : undefined;
  const rewritten = assess(
    coarser
      ? simulateCoarserPartitions(input, policy, coarser)
      : simulateCompaction(input, policy),
    policy,
  );
  return (
    orderCost(rewritten.dimensions) > orderCost(dimensions) + tolerableLoss
  );
}

function orderCost(dimensions: Assessment['dimensions']): number {
  return dimensions.find(({ id }) => id === 'order-and-statistics')?.cost ?? 0;
}
