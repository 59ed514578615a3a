import type {
  MaintenancePlan,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import {
  countOf,
  formatBytes,
  formatCount,
} from '@lakehouse-portal/table-health';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { formatColumns } from '../../output/formatColumns';
import { printable } from '../../output/printable';
import { snapshotLines } from '../../output/snapshotLines';

/** Units of a step that are shown. */
const SHOWN_UNITS = 5;

const approvals: Record<PlannedStep['approval'], string> = {
  automatic: 'needs no approval',
  one: 'needs one approval',
  'four-eyes': 'needs a second person',
};

/**
 * A plan for people: what it brings, each step with reason, cost and gain, what is not done, and by which policy.
 *
 * @param snapshots - Of the table: says when those that go were committed.
 */
export function describePlanPage(
  name: string,
  engine: string,
  plan: MaintenancePlan,
  snapshots: readonly Snapshot[],
  warnings: string | undefined,
): string {
  const sections = [
    `${printable(name)}: ${headline(plan)}`,
    plan.steps.length > 0
      ? [
          `Steps, in this order, for ${printable(engine)}`,
          ...plan.steps.map((step, index) => stepText(step, index, snapshots)),
        ].join('\n')
      : 'Nothing is to be done.',
    plan.declined.length > 0
      ? [
          'Not done',
          ...plan.declined.map(
            ({ operation, reason }) => `  ${operation}: ${printable(reason)}`,
          ),
        ].join('\n')
      : undefined,
    plan.policy
      ? `Policy\n${formatColumns(
          plan.policy.map(({ name: what, value, source }) => [
            what,
            printable(value),
            printable(source),
          ]),
        )}`
      : undefined,
    warnings,
  ];
  return `${sections.filter(section => section !== undefined).join('\n\n')}\n`;
}

function headline(plan: MaintenancePlan): string {
  const { scoreBefore, scoreAfter, slowdownBefore, slowdownAfter } = plan;
  const parts = [
    scoreBefore === undefined
      ? 'not judged'
      : change('score', String(scoreBefore), String(scoreAfter ?? 'unknown')),
    slowdownBefore !== undefined && slowdownAfter !== undefined
      ? change('reads', factor(slowdownBefore), factor(slowdownAfter))
      : undefined,
  ];
  return parts.filter(part => part !== undefined).join(', ');
}

function stepText(
  step: PlannedStep,
  index: number,
  snapshots: readonly Snapshot[],
): string {
  const { benefit, cost } = step;
  const counts = [
    ['data files', benefit.dataFiles],
    ['delete files', benefit.deleteFiles],
    ['manifests', benefit.manifests],
    ['snapshots', benefit.snapshots],
    ['statistics files', benefit.statisticsFiles],
  ] as const;
  const gains = [
    ...counts.flatMap(([what, pair]) =>
      pair
        ? [change(what, formatCount(pair.before), formatCount(pair.after))]
        : [],
    ),
    step.scoreBefore !== undefined && step.scoreAfter !== undefined
      ? change('score', String(step.scoreBefore), String(step.scoreAfter))
      : undefined,
    step.slowdownBefore !== undefined &&
    step.slowdownAfter !== undefined &&
    factor(step.slowdownBefore) !== factor(step.slowdownAfter)
      ? change('reads', factor(step.slowdownBefore), factor(step.slowdownAfter))
      : undefined,
    benefit.freedBytes !== undefined
      ? `frees ${formatBytes(BigInt(benefit.freedBytes))}${
          benefit.freedFiles === undefined
            ? ''
            : ` in ${countOf(benefit.freedFiles, 'file')}`
        }`
      : undefined,
    benefit.timeTravelFrom
      ? `time travel reaches back to ${benefit.timeTravelFrom.after}, not ${benefit.timeTravelFrom.before}`
      : undefined,
    benefit.protectedRefs
      ? `kept: ${benefit.protectedRefs.map(printable).join(', ')}`
      : undefined,
  ].filter(gain => gain !== undefined);
  const rewritten = BigInt(cost.writtenBytes);
  return [
    `${index + 1}. ${printable(step.title)} (${approvals[step.approval]}${
      step.destructive ? ', cannot be undone' : ''
    })`,
    `   ${printable(step.reason)}`,
    ...(gains.length > 0 ? [`   ${gains.join('; ')}`] : []),
    ...(rewritten > 0n ? [`   rewrites ${formatBytes(rewritten)}`] : []),
    ...unitLines(step, snapshots),
  ].join('\n');
}

function unitLines(
  { units }: PlannedStep,
  snapshots: readonly Snapshot[],
): string[] {
  const lines = units.flatMap(unit => {
    if (unit.operation === 'expire-snapshots') {
      return snapshotLines(unit, snapshots).map(line => `     ${line}`);
    }
    if (unit.operation === 'set-properties') {
      return Object.entries(unit.properties).map(
        ([key, value]) => `     ${printable(key)} = ${printable(value ?? '')}`,
      );
    }
    return unit.operation === 'rewrite-data-files' && unit.partition
      ? [
          `     ${printable(unit.partition.label)}: ${change(
            'files',
            formatCount(unit.predicted.filesBefore),
            formatCount(unit.predicted.filesAfter),
          )}`,
        ]
      : [];
  });
  const more = lines.length - SHOWN_UNITS;
  return more > 1
    ? [...lines.slice(0, SHOWN_UNITS), `     and ${formatCount(more)} more`]
    : lines;
}

function change(what: string, before: string, after: string): string {
  return before === after
    ? `${what} ${before}`
    : `${what} ${before} → ${after}`;
}

function factor(value: number): string {
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)}×`;
}
