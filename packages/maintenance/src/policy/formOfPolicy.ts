import { maintenanceOperations } from '../model';
import { wordsOfDuration } from './durationOfWords';
import type { MaintenancePolicyDocument } from './MaintenancePolicyDocument';
import { operationQuestions, type PolicyForm } from './PolicyForm';

/**
 * The answers with which a form makes this policy again, to edit it. Only what the form doesn't ask for is lost:
 * `orphanFiles.allowYoung`, which only a policy of the configuration has.
 * @public
 */
export function formOfPolicy({
  metadata,
  spec,
}: MaintenancePolicyDocument): PolicyForm {
  const { selector, operations, windows, budget, retention } = spec;
  return defined({
    ...metadata,
    ...selector,
    ...Object.fromEntries(
      maintenanceOperations.map(operation => [
        operationQuestions[operation],
        operations?.[operation],
      ]),
    ),
    ...(windows && {
      when: windows.length === 0 ? ('any-time' as const) : ('windows' as const),
      windows: windows.length === 0 ? undefined : windows,
    }),
    concurrency: spec.concurrency,
    bytesPerRun: text(budget?.perRun),
    bytesPerWindow: text(budget?.perWindow),
    pause: spec.cooldown && wordsOfDuration(spec.cooldown),
    keepSnapshots:
      retention?.maxSnapshotAge && wordsOfDuration(retention.maxSnapshotAge),
    minSnapshots: retention?.minSnapshotsToKeep,
    fileSize: text(spec.targetFileSize),
    orphanAge:
      spec.orphanFiles?.olderThan &&
      wordsOfDuration(spec.orphanFiles.olderThan),
    metadataCleanup: cleanupOf(spec.metadataCleanup),
    maintainedBy: spec.maintainedBy,
  });
}

function cleanupOf(value: boolean | undefined): 'yes' | 'no' | undefined {
  if (value === undefined) {
    return undefined;
  }
  return value ? 'yes' : 'no';
}

function text(bytes: string | number | undefined): string | undefined {
  return bytes === undefined ? undefined : String(bytes);
}

function defined(form: PolicyForm): PolicyForm {
  return Object.fromEntries(
    Object.entries(form).filter(([, value]) => value !== undefined),
  );
}
