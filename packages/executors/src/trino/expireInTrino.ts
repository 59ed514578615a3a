import {
  UnsupportedUnitError,
  type ExecutorTable,
  type ExpireSnapshotsUnit,
  type TableStore,
  type UnitOutcome,
} from '@lakehouse-portal/maintenance';
import { garbageCollectionRefusal } from '../planning/garbageCollectionRefusal';
import { endedWhenQueued } from './endedWhenQueued';
import { hasTrinoFeature } from './trinoFeatures';
import { retentionMs, shortRetention } from './retention';
import { watchFiles } from './watchFiles';
import { previewTrinoExpiry } from './expiryPreview';
import { metricsOf } from './metricsOf';
import type { StatementOptions, TrinoStatements } from './TrinoStatements';

interface SnapshotAge {
  id: string;
  committedMs: number;
}

/**
 * Has snapshots expire by age, since Trino takes no list: the age is chosen so that nothing goes that was not approved,
 * also when the statement has to wait for a while before it begins, since Trino counts the age from then.
 * That also keeps the newest that are to stay, where the release can't be told how many.
 *
 * @throws UnsupportedUnitError when there is no such age, or the table forbids it.
 */
export async function expireInTrino(
  statements: TrinoStatements,
  table: ExecutorTable,
  unit: ExpireSnapshotsUnit,
  options: StatementOptions & {
    release: number | undefined;
    now: () => number;
    /** So long the statement may wait; what is not approved must be younger by that. */
    marginMs: number;
    /** To see what went. */
    store?: TableStore;
  },
): Promise<UnitOutcome> {
  const { release, now, marginMs, store, ...rest } = options;
  const canRetain = hasTrinoFeature(release, 'retainLast');
  const opened = await store?.open(rest);
  const forbidden = opened && garbageCollectionRefusal(opened.metadata);
  if (forbidden !== undefined) {
    throw new UnsupportedUnitError(forbidden);
  }
  const watched = await watchFiles(store, rest, open =>
    previewTrinoExpiry(open, unit.snapshotIds, { release, ...rest }),
  );
  // After it, which takes a while: ages are counted from now.
  const before = await listSnapshots(statements, table, rest);
  const cutoffMs = safeCutoff(before, unit, marginMs);
  const retention = retentionMs(cutoffMs, now());
  const result = await statements.run(
    `ALTER TABLE ${statements.name(
      table,
    )} EXECUTE expire_snapshots(retention_threshold => '${retention}ms'${
      canRetain && unit.retainLast > 1
        ? `, retain_last => ${unit.retainLast}`
        : ''
    })`,
    {
      ...endedWhenQueued(rest, marginMs, now),
      catalogSession: shortRetention(
        retention,
        'expire_snapshots_min_retention',
      ),
    },
  );
  const after = new Set(
    (await listSnapshots(statements, table, rest)).map(({ id }) => id),
  );
  const gone = before.filter(({ id }) => !after.has(id));
  const approved = new Set(unit.snapshotIds);
  const left = unit.snapshotIds.filter(id => after.has(id));
  const seen = await watched?.whatWent(rest);
  return {
    expiredSnapshots: gone.length,
    deletedFiles: seen?.files ?? metricsOf(result).sum(/^deleted_.*_count$/),
    ...(seen && { freedBytes: seen.sizeBytes.toString() }),
    warnings: [
      ...(seen && left.length === 0 && gone.length === approved.size
        ? seen.differences
        : []),
      ...(left.length > 0
        ? [
            `${left.length} of the ${unit.snapshotIds.length} approved snapshots stay: Trino goes by age, and something younger that was not approved, or a branch, keeps them.`,
          ]
        : []),
      ...gone
        .filter(({ id }) => !approved.has(id))
        .map(
          ({ id }) =>
            `Snapshot ${id}, which was not approved, is gone too: somebody else had it expire, or a reference to it did.`,
        ),
    ],
  };
}

/** Before this instant there is no snapshot that is not approved, but those that references keep. */
function safeCutoff(
  snapshots: Array<SnapshotAge & { kept: boolean }>,
  unit: ExpireSnapshotsUnit,
  marginMs: number,
): number {
  const approved = new Set(unit.snapshotIds);
  const others = snapshots
    .filter(({ id, kept }) => !approved.has(id) && !kept)
    .map(({ committedMs }) => committedMs - marginMs);
  const cutoffMs = Math.min(unit.olderThanMs, ...others);
  if (
    !snapshots.some(
      ({ id, committedMs }) => approved.has(id) && committedMs < cutoffMs,
    )
  ) {
    throw new UnsupportedUnitError(
      'Trino expires snapshots by age alone, and there is a snapshot that was not approved, older than all that were or hardly younger.',
    );
  }
  return cutoffMs;
}

/** `kept`: a reference points to it, so that it stays whatever its age. */
async function listSnapshots(
  statements: TrinoStatements,
  table: ExecutorTable,
  options: StatementOptions,
): Promise<Array<SnapshotAge & { kept: boolean }>> {
  const { rows } = await statements.run(
    `SELECT CAST(s.snapshot_id AS varchar), CAST(to_unixtime(s.committed_at) * 1000 AS bigint), r.snapshot_id IS NOT NULL
     FROM ${statements.name(table, 'snapshots')} s
     LEFT JOIN (SELECT DISTINCT snapshot_id FROM ${statements.name(
       table,
       'refs',
     )}) r ON r.snapshot_id = s.snapshot_id`,
    { signal: options.signal, key: options.key },
  );
  return rows.map(([id, committedMs, kept]) => ({
    id: String(id),
    committedMs: Number(committedMs),
    kept: kept === true,
  }));
}
