import type {
  MaintenancePlan,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import { formatCount } from '@lakehouse-portal/table-health';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { formatColumns } from '../../output/formatColumns';
import { nothingToDo } from '../../output/nothingToDo';
import { printable } from '../../output/printable';
import { snapshotLines } from '../../output/snapshotLines';
import { change, factor, stepGains } from '../../output/stepGains';

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
 * @param options - `snapshots`: of the table; says when those that go were committed. `twoByDefault`: whether a step takes a
 *   second person that no policy of the configuration asks for.
 */
export function describePlanPage(
  name: string,
  engine: string,
  plan: MaintenancePlan,
  options: {
    snapshots: readonly Snapshot[];
    warnings: string | undefined;
    twoByDefault: boolean;
  },
): string {
  const { snapshots, warnings, twoByDefault } = options;
  const sections = [
    `${printable(name)}: ${headline(plan)}`,
    plan.steps.length > 0
      ? [
          `Steps, in this order, for ${printable(engine)}`,
          ...plan.steps.map((step, index) => stepText(step, index, snapshots)),
        ].join('\n')
      : nothingToDo(name, plan),
    twoByDefault
      ? 'A second person by default: that holds in the portal. On a terminal only a policy in the configuration asks for one; lakehouse maintain acts alone.'
      : undefined,
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
  // How fast its reads are, nobody knows either.
  if (scoreBefore === undefined) return 'not judged';
  const parts = [
    change('score', String(scoreBefore), String(scoreAfter ?? 'unknown')),
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
  return [
    `${index + 1}. ${printable(step.title)} (${approvals[step.approval]}${
      step.destructive ? ', cannot be undone' : ''
    })`,
    `   ${printable(step.reason)}`,
    ...stepGains(step).map(line => `   ${line}`),
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
