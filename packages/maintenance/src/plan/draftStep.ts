import {
  isGarbageCollectionEnabled,
  isHistoryKeptByNessie,
  isReadThroughTrino,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import {
  isDestructive,
  type DeclinedStep,
  type MaintenanceOperation,
} from '../model';
import { defaultMaintenanceRules } from './MaintenanceRules';
import type { PlanInput } from './PlanInput';
import { planCompaction } from './planCompaction';
import { planExpiry } from './planExpiry';
import { planExtendedStats } from './planExtendedStats';
import { planManifests } from './planManifests';
import { planOrphanRemoval } from './planOrphanRemoval';
import { planProperties } from './planProperties';
import type { StepDraft } from './StepDraft';

const planners: Record<
  MaintenanceOperation,
  (input: PlanInput, health: TableHealth) => StepDraft | DeclinedStep
> = {
  'set-properties': planProperties,
  'rewrite-data-files': planCompaction,
  'rewrite-manifests': planManifests,
  'expire-snapshots': planExpiry,
  'remove-orphan-files': planOrphanRemoval,
  'drop-extended-stats': planExtendedStats,
};

/** One operation as a plan would have it, or why it has not. Plans and the list of what is due both ask here. */
export function draftStep(
  input: PlanInput,
  operation: MaintenanceOperation,
  health: TableHealth,
): StepDraft | DeclinedStep {
  const draft =
    forbiddenStep(input, operation) ?? planners[operation](input, health);
  const { approvals } = input.rules ?? defaultMaintenanceRules;
  return 'units' in draft && approvals[operation] === 'off'
    ? {
        operation,
        kind: 'must-not',
        reason: `${draft.title} would be due, but the policy has this operation switched off.`,
      }
    : draft;
}

/** Reasons that hold whatever the state of the table is. */
export function forbiddenStep(
  { metadata, rules, engine, files, isOnlyShown }: PlanInput,
  operation: MaintenanceOperation,
): DeclinedStep | undefined {
  const no = (kind: DeclinedStep['kind'], reason: string) => ({
    operation,
    kind,
    reason,
  });
  if (rules?.maintainedBy !== undefined) {
    return no(
      'must-not',
      `${rules.maintainedBy} maintains this table. Two services at once would get in each other's way.`,
    );
  }
  if (!metadata.tableUuid && !isOnlyShown) {
    return no('cannot', uuidMissing(metadata));
  }
  const capability = engine?.capabilities[operation];
  if (!engine || !capability) {
    return no(
      'cannot',
      'The portal knows no engine that can maintain this table.',
    );
  }
  if (!capability.supported) {
    return no(
      'cannot',
      capability.note ?? `${engine.name} can't do this to the table.`,
    );
  }
  if (isDestructive(operation)) {
    if (isHistoryKeptByNessie(metadata)) {
      return no(
        'must-not',
        "Nessie keeps this table's history in its commits: what no commit needs, its own garbage collection finds out (nessie-gc). Anything else would break former commits.",
      );
    }
    if (!isGarbageCollectionEnabled(metadata.properties)) {
      const value = metadata.properties['gc.enabled'];
      return no(
        'must-not',
        `The table property gc.enabled is ${
          value.toLowerCase() === 'false'
            ? 'false'
            : `${JSON.stringify(value)}, which counts as false`
        }: its files may belong to other tables too, and nothing may remove any.`,
      );
    }
  }
  const spec = metadata.partitionSpecs.find(
    ({ specId }) => specId === metadata.defaultSpecId,
  );
  const partitioned =
    spec?.fields.some(({ transform }) => transform !== 'void') ?? false;
  if (partitioned && capability.notFor?.partitioned !== undefined) {
    return no('would-not-help', capability.notFor.partitioned);
  }
  const { formatVersion } = capability.notFor ?? {};
  if (formatVersion && metadata.formatVersion > formatVersion.above) {
    return no('cannot', formatVersion.reason);
  }
  if (
    (files?.deletionVectors ?? 0) > 0 &&
    capability.notFor?.deletionVectors !== undefined
  ) {
    return no('cannot', capability.notFor.deletionVectors);
  }
  return undefined;
}

function uuidMissing(metadata: PlanInput['metadata']): string {
  return isReadThroughTrino(metadata)
    ? 'Trino does not tell the UUID of the table, so it could not be told from another one created under its name in the meantime. A connection to its catalog knows it, and may name this Trino as the engine (maintenance.trino).'
    : 'The table has no UUID, so it could not be told from another one created under its name in the meantime. An upgrade to format version 2 gives it one.';
}
