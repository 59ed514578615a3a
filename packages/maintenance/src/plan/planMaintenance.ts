import {
  isGarbageCollectionEnabled,
  isHistoryKeptByNessie,
  judge,
  type TableHealth,
} from '@lakehouse-portal/table-health';
import {
  isDestructive,
  maintenanceOperations,
  type DeclinedStep,
  type MaintenanceOperation,
  type MaintenancePlan,
  type PlannedStep,
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

/**
 * What is to be done to a table, in which order and why, from its metadata alone.
 *
 * Every operation is either a step or declined with a reason. The order is that of {@link maintenanceOperations}: what
 * can be undone first. Each step's score and slowdown are predicted on the table that the steps before it leave.
 * @public
 */
export function planMaintenance(input: PlanInput): MaintenancePlan {
  const { metadata, policy, nowMs } = input;
  const rules = input.rules ?? defaultMaintenanceRules;
  const wanted = new Set(input.operations ?? maintenanceOperations);
  const judged = {
    ...input,
    ...(input.orphanFiles && {
      orphans: {
        count: input.orphanFiles.files.length,
        sizeBytes: Number(
          input.orphanFiles.files.reduce(
            (sum, { sizeBytes }) => sum + sizeBytes,
            0n,
          ),
        ),
        listedAtMs: input.orphanFiles.listedAtMs,
      },
    }),
  };
  const first = judge(judged, policy);
  const steps: PlannedStep[] = [];
  const declined: DeclinedStep[] = [];
  let current = judged;
  let before = first;
  for (const operation of maintenanceOperations) {
    if (!wanted.has(operation)) {
      continue;
    }
    const approval = rules.approvals[operation];
    const draft =
      forbidden(input, operation) ??
      // Manifests are merged as the steps before leave them: each piece of a compaction adds one.
      (operation === 'rewrite-manifests'
        ? planManifests({ ...input, files: current.files }, before)
        : planners[operation](input, first));
    if (!('units' in draft)) {
      declined.push(draft);
      continue;
    }
    if (approval === 'off') {
      declined.push({
        operation,
        kind: 'must-not',
        reason: `${draft.title} would be due, but the policy has this operation switched off.`,
      });
      continue;
    }
    const { simulate, ...step } = draft;
    current = { ...current, ...simulate(current) };
    const after = judge(current, policy);
    steps.push({
      ...step,
      id: `${steps.length + 1}-${operation}`,
      operation,
      destructive: isDestructive(operation),
      approval,
      ...(before.score !== undefined && { scoreBefore: before.score }),
      ...(after.score !== undefined && { scoreAfter: after.score }),
      slowdownBefore: before.slowdown,
      slowdownAfter: after.slowdown,
    });
    before = after;
  }
  return {
    table: {
      uuid: metadata.tableUuid ?? '',
      ...(metadata.currentSnapshotId !== undefined && {
        snapshotId: metadata.currentSnapshotId,
      }),
      metadataLocation: metadata.metadataLocation,
    },
    plannedAt: new Date(nowMs).toISOString(),
    steps,
    declined,
    ...(input.appliedPolicy && { policy: input.appliedPolicy }),
    ...(first.score !== undefined && { scoreBefore: first.score }),
    ...(before.score !== undefined && { scoreAfter: before.score }),
    slowdownBefore: first.slowdown,
    slowdownAfter: before.slowdown,
  };
}

/** Reasons that hold whatever the state of the table is. */
function forbidden(
  { metadata, rules, engine, files }: PlanInput,
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
  if (!metadata.tableUuid) {
    return no(
      'cannot',
      'The table has no UUID, so it could not be told from another one created under its name in the meantime. An upgrade to format version 2 gives it one.',
    );
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
