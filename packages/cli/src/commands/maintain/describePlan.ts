import type {
  MaintenancePlan,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { nothingToDo } from '../../output/nothingToDo';
import { printable } from '../../output/printable';
import { snapshotLines } from '../../output/snapshotLines';
import { stepGains } from '../../output/stepGains';

/** Files of a list that are shown. */
const SHOWN_FILES = 20;
/** Snapshots of a step that are shown. */
const SHOWN_SNAPSHOTS = 5;
/** Partitions of a step that are shown. */
const SHOWN_PARTITIONS = 10;

/**
 * A plan for people: each step with its reason and the snapshots that it takes, then what is not done.
 *
 * @param snapshots - Of the table: says when those that go were committed.
 */
export function describePlan(
  name: string,
  plan: MaintenancePlan,
  snapshots: readonly Snapshot[],
): string {
  const score =
    plan.scoreBefore === undefined
      ? 'not judged'
      : `${plan.scoreBefore} of 100, ${
          plan.scoreAfter ?? 'unknown'
        } afterwards by prediction`;
  const steps = plan.steps.map(
    (step, index) =>
      `${index + 1}. ${printable(step.title)}\n   ${printable(
        step.reason,
      )}${plannedLines(step)}${goingSnapshots(step, snapshots)}`,
  );
  // What a policy wants two people for was taken out before: see leaveToTwo.
  const alone = plan.steps.flatMap(({ approval }, index) =>
    approval === 'four-eyes' ? [index + 1] : [],
  );
  const declined = plan.declined.map(
    ({ operation, reason }) => `- ${operation}: ${printable(reason)}`,
  );
  return [
    `${printable(name)}: ${score}`,
    steps.length > 0 ? steps.join('\n') : nothingToDo(name, plan),
    ...(alone.length > 0
      ? [
          `The default of four eyes holds in the portal; here you act alone (step ${alone.join(
            ', ',
          )}). A policy in the configuration holds here, too.`,
        ]
      : []),
    ...(declined.length > 0 ? [`Not done\n${declined.join('\n')}`] : []),
  ].join('\n\n');
}

/** Files and bytes as planned, and the partitions one by one. */
function plannedLines(step: PlannedStep): string {
  const partitions = step.units.flatMap(unit =>
    unit.operation === 'rewrite-data-files' && unit.partition
      ? [printable(unit.partition.label)]
      : [],
  );
  const shown = partitions.slice(0, SHOWN_PARTITIONS);
  const more = partitions.length - shown.length;
  return [
    ...stepGains(step),
    ...(shown.length > 0
      ? [
          `partitions: ${shown.join(', ')}${
            more > 0 ? ` and ${more} more` : ''
          }`,
        ]
      : []),
  ]
    .map(line => `\n   ${line}`)
    .join('');
}

function goingSnapshots(
  { units }: PlannedStep,
  snapshots: readonly Snapshot[],
): string {
  const lines = units.flatMap(unit => snapshotLines(unit, snapshots));
  const shown = lines.slice(0, SHOWN_SNAPSHOTS);
  const more = lines.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more; --json names all`] : [])]
    .map(line => `\n     ${line}`)
    .join('');
}

/** The files that a step would remove, as far as they are shown. */
export function describeOrphans(step: PlannedStep): string {
  const files = step.units.flatMap(unit =>
    unit.operation === 'remove-orphan-files' ? unit.files : [],
  );
  const lines = files
    .slice(0, SHOWN_FILES)
    .map(file => `  ${printable(file.location)} (${file.sizeBytes} bytes)`);
  const more = files.length - lines.length;
  return `${lines.join('\n')}${
    more > 0 ? `\n  and ${more} more; --json lists all` : ''
  }`;
}
