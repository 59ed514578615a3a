import type {
  GrowthPoint,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { isHistoryKeptByNessie } from '@lakehouse-portal/table-health';
import type { Snapshot, TableMetadata } from '@lakehouse-portal/table-metadata';
import { figureOf, mainLineage, snapshotLines } from './snapshotLine';
import { keptElsewhereLede } from './history';
import { snapshotsLede } from './snapshotsLede';
import { isoTime } from '../isoTime';

const MAX_GROWTH_POINTS = 500;
const MAX_DAYS = 400;

/** The Snapshots tab: one page of snapshots, and what the charts show. */
export function buildSnapshots(
  metadata: TableMetadata,
  page: { offset: number; limit: number },
  nowMs: number,
  catalog: { hasCommits?: boolean } = {},
): TableSnapshots {
  const keptBy =
    catalog.hasCommits || isHistoryKeptByNessie(metadata)
      ? 'Nessie'
      : undefined;
  const oldestFirst = inTimeOrder(metadata.snapshots);
  const newestFirst = [...oldestFirst].reverse();
  const lineOf = snapshotLines(metadata);
  return {
    lede: keptBy
      ? keptElsewhereLede(metadata, keptBy, nowMs)
      : snapshotsLede(metadata, oldestFirst, nowMs),
    historyKeptBy: keptBy,
    currentSnapshotId: metadata.currentSnapshotId,
    snapshots: newestFirst
      .slice(page.offset, page.offset + page.limit)
      .map(lineOf),
    totalSnapshots: newestFirst.length,
    offset: page.offset,
    limit: page.limit,
    refs: metadata.refs,
    growth: growthOf(metadata, oldestFirst),
    commitsByDay: commitsByDay(oldestFirst),
  };
}

/** Oldest first; equal times by sequence number, then as the metadata has them. */
function inTimeOrder(snapshots: Snapshot[]): Snapshot[] {
  return snapshots
    .map((snapshot, index) => ({ snapshot, index }))
    .sort((a, b) => {
      const byTime = a.snapshot.timestampMs - b.snapshot.timestampMs;
      if (byTime !== 0) {
        return byTime;
      }
      const [before, after] = [sequenceOf(a.snapshot), sequenceOf(b.snapshot)];
      return before === after
        ? a.index - b.index
        : Number(before > after) * 2 - 1;
    })
    .map(({ snapshot }) => snapshot);
}

function sequenceOf(snapshot: Snapshot): bigint {
  return BigInt(snapshot.sequenceNumber ?? 0);
}

/** What main held over time; of a table without a main, all snapshots. */
function growthOf(
  metadata: TableMetadata,
  oldestFirst: Snapshot[],
): GrowthPoint[] {
  const lineage = mainLineage(metadata);
  const onMain = oldestFirst.filter(snapshot =>
    lineage.has(snapshot.snapshotId),
  );
  return thinned(
    onMain.length > 0 ? onMain : oldestFirst,
    MAX_GROWTH_POINTS,
  ).map(snapshot => ({
    snapshotId: snapshot.snapshotId,
    at: isoTime(snapshot.timestampMs),
    operation: snapshot.operation,
    records: figureOf(snapshot.summary, 'total-records'),
    dataFiles: figureOf(snapshot.summary, 'total-data-files'),
    deleteFiles: figureOf(snapshot.summary, 'total-delete-files'),
    sizeBytes: figureOf(snapshot.summary, 'total-files-size'),
  }));
}

/** Every so-manieth item, the first and the last among them. */
function thinned<T>(items: T[], max: number): T[] {
  if (items.length <= max) {
    return items;
  }
  const step = (items.length - 1) / (max - 1);
  return Array.from(
    { length: max },
    (_, index) => items[Math.round(index * step)],
  );
}

function commitsByDay(oldestFirst: Snapshot[]): TableSnapshots['commitsByDay'] {
  const days = new Map<string, TableSnapshots['commitsByDay'][number]>();
  for (const snapshot of oldestFirst) {
    const day = isoTime(snapshot.timestampMs).slice(0, 10);
    const counts = days.get(day) ?? {
      day,
      append: 0,
      overwrite: 0,
      delete: 0,
      replace: 0,
      other: 0,
    };
    counts[operationOf(snapshot)] += 1;
    days.set(day, counts);
  }
  return [...days.values()].slice(-MAX_DAYS);
}

function operationOf({
  operation,
}: Snapshot): 'append' | 'overwrite' | 'delete' | 'replace' | 'other' {
  switch (operation) {
    case 'append':
    case 'overwrite':
    case 'delete':
    case 'replace':
      return operation;
    default:
      return 'other';
  }
}
