import type {
  FileStatistics,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { commitRhythm, historyOf } from '../history';
import type { PropertyExplanation } from '../model';
import { judgeProperties } from './judgeProperties';
import { writersOf } from './writersOf';

/**
 * What each property that matters does to this table, poor ones first. Properties that the
 * suite has no opinion on are listed as they are.
 *
 * @param metadata - The table.
 * @param files - Its live files, where known: sentences then say what came of a setting.
 * @param nowMs - Milliseconds since the epoch; by default the time of the last change.
 * @public
 */
export function explainProperties(
  metadata: TableMetadata,
  files?: FileStatistics,
  nowMs: number = lastKnownMs(metadata),
): PropertyExplanation[] {
  const keepAll = { kind: 'suite-default' as const, label: 'suite default' };
  const history = historyOf(
    metadata,
    {
      maxSnapshotAgeMs: { value: Number.MAX_SAFE_INTEGER, source: keepAll },
      minSnapshotsToKeep: { value: 1, source: keepAll },
    },
    nowMs,
  );
  const { workload } = commitRhythm(history, nowMs);
  return judgeProperties({
    metadata,
    files,
    workload,
    writers: writersOf(metadata.snapshots),
  }).map(({ finding, ...property }) => property);
}

function lastKnownMs(metadata: TableMetadata): number {
  let lastMs = metadata.lastUpdatedMs ?? 0;
  for (const { timestampMs } of metadata.snapshots) {
    lastMs = Math.max(lastMs, timestampMs);
  }
  return lastMs;
}
