import type { TableHealth } from '@lakehouse-portal/table-health';
import { toBigInt } from './columns';
import type { HistoryRow, TableRow } from './rows';
import { searchText } from './searchText';
import { storableText } from './storableText';
import type { TableReading, Verdict } from './TableStore';

const SEVERITY_RANK: Record<TableHealth['severity'], number> = {
  critical: 0,
  unknown: 1,
  'at-risk': 2,
  healthy: 3,
};

/** Columns that change with a verdict alone. */
export function tableRowOfVerdict(verdict: Verdict): Partial<TableRow> {
  const { health, traits } = verdict;
  return {
    owner: traits.owner ?? null,
    layer: orNull(traits.layer),
    description: orNull(traits.description),
    identity_key: traits.identityKey,
    severity: health.severity,
    severity_rank: SEVERITY_RANK[health.severity],
    score: health.score ?? null,
    score_is_upper_bound: health.scoreIsUpperBound,
    slowdown: health.severity === 'unknown' ? null : health.slowdown,
    due: JSON.stringify(dueActions(health)),
    reclaimable_bytes: toBigInt(health.reclaimableBytes),
    reclaimable_files: toBigInt(health.reclaimableFiles),
    policy_key: verdict.policyKey,
    judged_at: verdict.judgedAt,
  };
}

/** Columns that change when a table was read. */
export function tableRowOfReading(
  name: { schema: string; table: string },
  reading: TableReading,
): Partial<TableRow> {
  const { metadata, statistics, traits } = reading;
  // Of what could be read in part, the counts are lower bounds: 0 bytes, say, of a table of terabytes.
  const counted = statistics?.incomplete ? undefined : statistics;
  const deleteBytes = counted
    ? counted.positionDeleteBytes +
      counted.equalityDeleteBytes +
      counted.deletionVectorBytes
    : 0n;
  const lastCommitMs = metadata.snapshots.reduce(
    (latest, snapshot) => Math.max(latest, snapshot.timestampMs),
    0,
  );
  return {
    ...tableRowOfVerdict(reading),
    kind: 'table',
    format: metadata.format,
    unreadable: null,
    table_uuid: orNull(metadata.tableUuid),
    read_location: reading.version,
    format_version: metadata.formatVersion,
    size_bytes: toBigInt(counted && counted.dataBytes + deleteBytes),
    data_files: toBigInt(counted?.dataFiles),
    records: toBigInt(counted?.dataRecords),
    snapshots: metadata.snapshots.length,
    last_commit_at: lastCommitMs > 0 ? lastCommitMs : null,
    search_text: searchText({
      ...name,
      owner: traits.owner,
      description: traits.description,
      metadata,
    }),
    scanned_at: reading.scannedAt,
    scan_error: null,
    incomplete: statistics?.incomplete ?? false,
    current_snapshot_id: metadata.currentSnapshotId ?? null,
  };
}

/** The point of the verdict's day in the history. */
export function historyRowOfVerdict(id: number, verdict: Verdict): HistoryRow {
  const { health } = verdict;
  const costs: Record<string, number> = {};
  for (const dimension of health.dimensions) {
    if (dimension.state === 'known') {
      costs[dimension.id] = dimension.cost;
    }
  }
  return {
    table_id: id,
    day: new Date(verdict.judgedAt).toISOString().slice(0, 10),
    at: verdict.judgedAt,
    score: health.score ?? null,
    slowdown: health.slowdown,
    costs: JSON.stringify(costs),
    snapshot_id: health.snapshotId ?? null,
  };
}

/** What to do, in two or three words each; advice is not due. */
function dueActions(health: TableHealth): string[] {
  const due: string[] = [];
  for (const recommendation of health.recommendations) {
    if (
      recommendation.group !== 'advice' &&
      !due.includes(recommendation.action)
    ) {
      due.push(recommendation.action);
    }
  }
  return due;
}

function orNull(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text);
}
