import type { MaintenanceUnit } from '@lakehouse-portal/maintenance';
import type { StoredRun, StoredUnit } from './RunStore';

/** Names an attempt: unique over all runs. */
export function keyOf(
  { run }: StoredRun,
  unit: Pick<StoredUnit, 'position' | 'attempts'>,
): string {
  return `${run.id}/${unit.position}/${unit.attempts}`;
}

/** An object without what is undefined in it. */
export function definedOnly<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined),
  ) as Partial<T>;
}

/** What an interrupted removal had done, in a sentence. */
export function removedEarlier(files: number): string {
  return `${files} of the files were gone when the run went on after its process had ended: that one had removed them.`;
}

/** How many files an approved list has lost. */
export function fewerFiles(
  before: MaintenanceUnit,
  after: MaintenanceUnit,
): number {
  return before.operation === 'remove-orphan-files' &&
    after.operation === 'remove-orphan-files'
    ? (before.files?.length ?? 0) - (after.files?.length ?? 0)
    : 0;
}
