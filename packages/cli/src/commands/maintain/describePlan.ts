import type {
  MaintenancePlan,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import type { Snapshot } from '@lakehouse-portal/table-metadata';
import { printable } from '../../output/printable';
import { snapshotLines } from '../../output/snapshotLines';

/** Files of a list that are shown. */
const SHOWN_FILES = 20;
/** Snapshots of a step that are shown. */
const SHOWN_SNAPSHOTS = 5;

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
      )}${goingSnapshots(step, snapshots)}`,
  );
  const declined = plan.declined.map(
    ({ operation, reason }) => `- ${operation}: ${printable(reason)}`,
  );
  return [
    `${printable(name)}: ${score}`,
    steps.length > 0 ? steps.join('\n') : 'Nothing is due.',
    ...(declined.length > 0 ? [`Not done\n${declined.join('\n')}`] : []),
  ].join('\n\n');
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
