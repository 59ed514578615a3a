import type {
  MaintenancePlan,
  PlannedStep,
} from '@lakehouse-portal/maintenance';
import { printable } from '../../output/printable';

/** Files of a list that are shown. */
const SHOWN_FILES = 20;

/** A plan for people: each step with its reason, then what is not done. */
export function describePlan(name: string, plan: MaintenancePlan): string {
  const score =
    plan.scoreBefore === undefined
      ? 'not judged'
      : `${plan.scoreBefore} of 100, ${
          plan.scoreAfter ?? 'unknown'
        } afterwards by prediction`;
  const steps = plan.steps.map(
    (step, index) =>
      `${index + 1}. ${printable(step.title)}\n   ${printable(step.reason)}`,
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
