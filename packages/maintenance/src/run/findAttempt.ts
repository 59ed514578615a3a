import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import type { MaintenanceUnit, UnitOutcome } from '../model';

/** Entry of a snapshot's summary by which an executor marks what it commits. @public */
export const UNIT_SUMMARY_KEY = 'lakehouse.unit';

/**
 * What was written down before an attempt began.
 * @public
 */
export interface UnitIntent {
  /** Names the attempt: what the executor was given. */
  key: string;
  /** ISO 8601. */
  at: string;
  /** Ids of the engine's queries that belong to the attempt, where it told. */
  queryIds?: string[];
}

/**
 * Whether an attempt took place of which nobody heard the end.
 *
 * - `done`: the metadata shows it, with what it shows of the outcome.
 * - `not-done`: the metadata shows that it did not.
 * - `repeatable`: it may have been done in part; doing it again does only what is left.
 * @public
 */
export type AttemptFinding =
  | { kind: 'done'; outcome: UnitOutcome }
  | { kind: 'not-done' }
  | { kind: 'repeatable' };

/**
 * Reads from a table's metadata whether an attempt took place. The attempt must be over: see `MaintenanceExecutor.settle`.
 * @public
 */
export function findAttempt(
  unit: MaintenanceUnit,
  intent: UnitIntent,
  metadata: Pick<TableMetadata, 'snapshots' | 'properties' | 'statisticsFiles'>,
): AttemptFinding {
  switch (unit.operation) {
    case 'set-properties':
      return hasProperties(unit.properties, metadata.properties)
        ? { kind: 'done', outcome: {} }
        : { kind: 'not-done' };
    case 'rewrite-data-files':
    case 'rewrite-manifests': {
      const snapshot = metadata.snapshots.find(candidate =>
        belongsTo(candidate, intent),
      );
      return snapshot
        ? { kind: 'done', outcome: outcomeOf(snapshot) }
        : { kind: 'not-done' };
    }
    case 'drop-extended-stats': {
      const present = new Set(
        metadata.statisticsFiles.map(({ statisticsPath }) => statisticsPath),
      );
      return unit.files.some(({ location }) => present.has(location))
        ? { kind: 'not-done' }
        : { kind: 'done', outcome: {} };
    }
    case 'expire-snapshots': {
      const present = new Set(metadata.snapshots.map(one => one.snapshotId));
      const left = unit.snapshotIds.filter(id => present.has(id));
      if (left.length > 0) {
        // One commit expires them all, so that the others went by somebody else's.
        return { kind: 'not-done' };
      }
      return {
        kind: 'done',
        outcome: {
          expiredSnapshots: unit.snapshotIds.length,
          warnings: [
            'The process ended while snapshots expired. The snapshots are gone; files that only they needed may be left, and are found as orphan files.',
          ],
        },
      };
    }
    default:
      return { kind: 'repeatable' };
  }
}

/** Whether a table has all of these already; `null`: the key must be absent. @public */
export function hasProperties(
  wanted: Record<string, string | null>,
  actual: Record<string, string>,
): boolean {
  return Object.entries(wanted).every(([key, value]) =>
    value === null ? !Object.hasOwn(actual, key) : actual[key] === value,
  );
}

function belongsTo(snapshot: Snapshot, intent: UnitIntent): boolean {
  const { summary } = snapshot;
  return (
    summary[UNIT_SUMMARY_KEY] === intent.key ||
    (intent.queryIds?.includes(summary.trino_query_id ?? '') ?? false)
  );
}

/** What the summary of a snapshot that rewrote something tells. @public */
export function outcomeOf(snapshot: Snapshot): UnitOutcome {
  const { summary } = snapshot;
  return {
    snapshotId: snapshot.snapshotId,
    removedDataFiles: count(summary['deleted-data-files']),
    addedDataFiles: count(summary['added-data-files']),
    rewrittenBytes: digits(summary['removed-files-size']),
  };
}

function digits(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{1,30}$/.test(text) ? text : undefined;
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text)
    ? Number(text)
    : undefined;
}
