import { writesStatistics } from '@lakehouse-portal/table-health';
import type { TableMetadata } from '@lakehouse-portal/table-metadata';
import type {
  ExpireSnapshotsUnit,
  MaintenancePlan,
  MaintenanceUnit,
  RemoveOrphanFilesUnit,
  RewriteDataFilesUnit,
  SetPropertiesUnit,
} from '../model';
import { hasProperties } from './findAttempt';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Files that nothing refers to are left alone for so long, unless an administrator allowed less. @public */
export const MIN_ORPHAN_AGE_MS = 7 * DAY_MS;
/** A rewrite may have grown to so many times what was approved, plus the slack, before it has to be approved anew. */
const MAX_GROWTH = 2n;
const GROWTH_SLACK_BYTES = 64n * 1024n * 1024n;

/**
 * What to do with an approved unit, now that the table is as it is.
 * @public
 */
export type UnitReview =
  /** Do it, as `unit` says: never more than was approved. */
  | { kind: 'go'; unit: MaintenanceUnit }
  /** Nothing is left to do. */
  | { kind: 'skip'; reason: string }
  /** The table has changed in a way that matters: the run must end, and be planned anew. */
  | { kind: 'stop'; reason: string };

/**
 * Compares an approved unit with the table right before it would run.
 *
 * @param now - `metadata` as it is; `plan` made from it; `nowMs`, milliseconds since the epoch.
 * @public
 */
export function reviewUnit(
  unit: MaintenanceUnit,
  approved: Pick<MaintenancePlan, 'table'>,
  now: {
    metadata: Pick<
      TableMetadata,
      | 'tableUuid'
      | 'snapshots'
      | 'refs'
      | 'partitionSpecs'
      | 'properties'
      | 'schemas'
      | 'currentSchemaId'
    >;
    plan: Pick<MaintenancePlan, 'steps' | 'declined'>;
    nowMs: number;
  },
): UnitReview {
  const { metadata, plan } = now;
  if (metadata.tableUuid !== approved.table.uuid) {
    return {
      kind: 'stop',
      reason: `The table was dropped and created anew since the plan was made: it was ${approved.table.uuid}, and is ${metadata.tableUuid}.`,
    };
  }
  const refusal = plan.declined.find(
    ({ operation, kind }) =>
      operation === unit.operation && kind === 'must-not',
  );
  if (refusal) {
    return { kind: 'stop', reason: refusal.reason };
  }
  const fresh = plan.steps
    .filter(step => step.operation === unit.operation)
    .flatMap(step => step.units);
  switch (unit.operation) {
    case 'set-properties':
      return reviewProperties(unit, fresh, metadata);
    case 'rewrite-manifests':
      return fresh.length === 0
        ? { kind: 'skip', reason: 'No manifests are left to merge.' }
        : { kind: 'go', unit };
    case 'drop-extended-stats':
      return fresh.length === 0
        ? {
            kind: 'skip',
            reason: 'The statistics are gone, or fit the rows again.',
          }
        : { kind: 'go', unit };
    case 'rewrite-data-files':
      return reviewRewrite(unit, fresh, metadata);
    case 'expire-snapshots':
      return reviewExpiry(unit, fresh, metadata);
    default:
      return reviewOrphans(unit, fresh, now.nowMs);
  }
}

/** Those alone that a plan made now would set to the same: whatever somebody has set meanwhile is not undone. */
function reviewProperties(
  unit: SetPropertiesUnit,
  fresh: MaintenanceUnit[],
  { properties: actual }: Pick<TableMetadata, 'properties'>,
): UnitReview {
  if (hasProperties(unit.properties, actual)) {
    return { kind: 'skip', reason: 'The properties are set already.' };
  }
  const wanted = new Map(
    fresh.flatMap(candidate =>
      candidate.operation === 'set-properties'
        ? Object.entries(candidate.properties)
        : [],
    ),
  );
  const left = Object.entries(unit.properties).filter(
    ([key, value]) =>
      hasProperties({ [key]: value }, actual) || wanted.get(key) === value,
  );
  const properties = Object.fromEntries(left);
  return hasProperties(properties, actual)
    ? {
        kind: 'skip',
        reason: `A plan made now would not set ${Object.keys(unit.properties)
          .filter(key => !Object.hasOwn(properties, key))
          .join(
            ', ',
          )} to what was approved: the table, or its policy, has changed.`,
      }
    : {
        kind: 'go',
        unit: withFormerValues({ ...unit, properties }, actual),
      };
}

/** What an attempt that was interrupted has set already keeps the value that it had before that one. */
function withFormerValues(
  unit: SetPropertiesUnit,
  actual: Record<string, string>,
): SetPropertiesUnit {
  const before = Object.entries(unit.properties).map(([key, wanted]) => {
    const value = Object.hasOwn(actual, key) ? actual[key] : null;
    const known =
      value === wanted && unit.before && Object.hasOwn(unit.before, key)
        ? unit.before[key]
        : value;
    return [key, known];
  });
  return { ...unit, before: Object.fromEntries(before) };
}

function reviewRewrite(
  unit: RewriteDataFilesUnit,
  fresh: MaintenanceUnit[],
  metadata: Pick<
    TableMetadata,
    'partitionSpecs' | 'properties' | 'schemas' | 'currentSchemaId'
  >,
): UnitReview {
  const { partition } = unit;
  if (
    partition &&
    !metadata.partitionSpecs.some(spec => spec.specId === partition.specId)
  ) {
    return {
      kind: 'stop',
      reason: `The table has no partition spec ${partition.specId} any more.`,
    };
  }
  const same = fresh.filter(
    (candidate): candidate is RewriteDataFilesUnit =>
      candidate.operation === 'rewrite-data-files' &&
      (partition === undefined ||
        candidate.partition === undefined ||
        (candidate.partition.specId === partition.specId &&
          candidate.partition.label === partition.label)),
  );
  if (same.length === 0) {
    return {
      kind: 'skip',
      reason: `Nothing is left to merge in ${
        partition ? partition.label || 'it' : 'the table'
      }.`,
    };
  }
  const before = BigInt(unit.predicted.rewrittenBytes);
  // A fresh unit over the whole table says nothing of one partition.
  const comparable = same.filter(
    candidate => partition === undefined || candidate.partition !== undefined,
  );
  const after = comparable.reduce(
    (sum, candidate) => sum + BigInt(candidate.predicted.rewrittenBytes),
    0n,
  );
  if (after > before * MAX_GROWTH + GROWTH_SLACK_BYTES) {
    return {
      kind: 'stop',
      reason: `What would be rewritten in ${
        partition?.label || 'the table'
      } has grown from ${before} to ${after} bytes since it was approved.`,
    };
  }
  return { kind: 'go', unit: asFresh(unit, same, metadata) };
}

/**
 * By what the table and its policy say now: files of another size would be rewritten by the next plan, and where
 * statistics have been switched off, well-sized files would be rewritten for want of them in vain. What a run that was
 * interrupted has done already is no reason to do less of the rest.
 */
function asFresh(
  unit: RewriteDataFilesUnit,
  same: RewriteDataFilesUnit[],
  metadata: Parameters<typeof writesStatistics>[0],
): RewriteDataFilesUnit {
  const [{ targetFileSizeBytes, minFileSizeBytes }] = same;
  return {
    ...unit,
    targetFileSizeBytes,
    minFileSizeBytes,
    rewriteAll:
      unit.rewriteAll &&
      (writesStatistics(metadata) || same.some(({ rewriteAll }) => rewriteAll)),
  };
}

function reviewExpiry(
  unit: ExpireSnapshotsUnit,
  fresh: MaintenanceUnit[],
  metadata: Pick<TableMetadata, 'snapshots' | 'refs'>,
): UnitReview {
  const present = new Set(metadata.snapshots.map(one => one.snapshotId));
  const named = new Set(metadata.refs.map(ref => ref.snapshotId));
  const allowed = new Set(
    fresh.flatMap(candidate =>
      candidate.operation === 'expire-snapshots' ? candidate.snapshotIds : [],
    ),
  );
  const snapshotIds = unit.snapshotIds.filter(
    id => present.has(id) && !named.has(id) && allowed.has(id),
  );
  return snapshotIds.length === 0
    ? {
        kind: 'skip',
        reason:
          'None of the snapshots is left to expire: they are gone, or kept by a branch, a tag or the policy now.',
      }
    : { kind: 'go', unit: { ...unit, snapshotIds } };
}

function reviewOrphans(
  unit: RemoveOrphanFilesUnit,
  fresh: MaintenanceUnit[],
  nowMs: number,
): UnitReview {
  if (!unit.allowYoung && unit.olderThanMs > nowMs - MIN_ORPHAN_AGE_MS) {
    return {
      kind: 'stop',
      reason:
        'Files younger than seven days would be removed, and no administrator allowed it.',
    };
  }
  const still = new Set(
    fresh.flatMap(candidate =>
      candidate.operation === 'remove-orphan-files'
        ? candidate.files.map(file => file.location)
        : [],
    ),
  );
  const files = unit.files.filter(file => still.has(file.location));
  return files.length === 0
    ? {
        kind: 'skip',
        reason:
          'None of the files is left to remove: they are gone, or something refers to them now.',
      }
    : { kind: 'go', unit: { ...unit, files } };
}
