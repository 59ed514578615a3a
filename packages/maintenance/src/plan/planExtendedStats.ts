import { countOf, formatCount } from '@lakehouse-portal/table-health';
import type {
  Snapshot,
  StatisticsFile,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { DeclinedStep } from '../model';
import type { PlanInput } from './PlanInput';
import type { StepDraft } from './StepDraft';

const operation = 'drop-extended-stats';

/** Sketches err by a few percent; a column that has so many times more values than there are rows is counted wrong. */
const MAX_NDV_PER_ROW = 1.1;
/** Of so many of the rows that were counted, the rest says little. */
const MAX_REMOVED_SHARE = 0.5;

/**
 * Drops what `ANALYZE` counted where it counts rows that are gone: writers add to the counts and nobody subtracts, so that
 * engines take joins for larger than they are, until it is dropped or made anew.
 */
export function planExtendedStats(input: PlanInput): StepDraft | DeclinedStep {
  const { metadata } = input;
  const all = metadata.statisticsFiles;
  if (all.length === 0) {
    return {
      operation,
      kind: 'nothing-due',
      reason: 'The table has no statistics of ANALYZE that are known here.',
    };
  }
  const found = findUsed(metadata);
  if (!found) {
    return {
      operation,
      kind: 'nothing-due',
      reason:
        'No statistics of ANALYZE are of the current state or one before it: engines pass over them.',
    };
  }
  const rows = rowsNow(input);
  const finding =
    rows === undefined
      ? undefined
      : tooManyValues(metadata, found.statistics, rows) ??
        mostlyRemoved(found, rows);
  if (finding === undefined) {
    return {
      operation,
      kind: 'nothing-due',
      reason:
        rows === undefined
          ? 'How many rows the table has is not known, and so not whether the statistics of ANALYZE still hold.'
          : 'The statistics of ANALYZE fit the rows that there are.',
    };
  }
  return {
    title: `Drop ${countOf(all.length, 'statistics file')} of ANALYZE`,
    finding,
    reason: `${finding} Writers add to such counts, and nobody subtracts: engines that plan joins by them are misled, and plan better without. ANALYZE brings them back, by reading the table. After the rest, since the files become orphans by it: the next plan has them on its list.`,
    units: [
      {
        operation,
        files: all.map(({ snapshotId, statisticsPath, fileSizeBytes }) => ({
          snapshotId,
          location: statisticsPath,
          sizeBytes: String(fileSizeBytes ?? 0),
        })),
      },
    ],
    cost: { readBytes: '0', writtenBytes: '0' },
    benefit: { statisticsFiles: { before: all.length, after: 0 } },
    // Scores are of what is measured of files: no dimension is about these.
    simulate: current => ({
      ...current,
      metadata: { ...current.metadata, statisticsFiles: [] },
    }),
  };
}

interface UsedStatistics {
  statistics: StatisticsFile;
  /** Commits since, the newest first. */
  since: Snapshot[];
  /** When it was counted. */
  snapshot: Snapshot;
}

/** As engines look for them: of the current snapshot, or else of the nearest one before it. */
function findUsed(metadata: TableMetadata): UsedStatistics | undefined {
  const snapshots = new Map(
    metadata.snapshots.map(snapshot => [snapshot.snapshotId, snapshot]),
  );
  const statistics = new Map(
    metadata.statisticsFiles.map(file => [file.snapshotId, file]),
  );
  const since: Snapshot[] = [];
  let id = metadata.currentSnapshotId;
  // Metadata may be wrong: a snapshot is not its own ancestor.
  while (id !== undefined && since.length <= snapshots.size) {
    const snapshot = snapshots.get(id);
    const found = statistics.get(id);
    if (!snapshot) {
      return undefined;
    }
    if (found) {
      return { statistics: found, since, snapshot };
    }
    since.push(snapshot);
    id = snapshot.parentSnapshotId;
  }
  return undefined;
}

function rowsNow({ files, metadata }: PlanInput): number | undefined {
  if (files && !files.incomplete) {
    return Number(
      files.dataRecords -
        files.positionDeleteRecords -
        files.deletionVectorRecords,
    );
  }
  const current = metadata.snapshots.find(
    ({ snapshotId }) => snapshotId === metadata.currentSnapshotId,
  );
  return current && rowsOf(current);
}

function rowsOf({ summary }: Snapshot): number | undefined {
  const records = count(summary['total-records']);
  return records === undefined
    ? undefined
    : records - (count(summary['total-position-deletes']) ?? 0);
}

/** A column can't have more distinct values than the table has rows. */
function tooManyValues(
  { schemas, currentSchemaId }: TableMetadata,
  { blobs }: StatisticsFile,
  rows: number,
): string | undefined {
  let worst: { field: number; values: number } | undefined;
  for (const { fields, properties } of blobs) {
    const values = count(properties.ndv);
    if (
      values !== undefined &&
      fields.length === 1 &&
      values > rows * MAX_NDV_PER_ROW &&
      values > (worst?.values ?? 0)
    ) {
      worst = { field: fields[0], values };
    }
  }
  if (!worst) {
    return undefined;
  }
  const { field, values } = worst;
  const name = schemas
    .find(({ schemaId }) => schemaId === currentSchemaId)
    ?.fields.find(({ id }) => id === field)?.name;
  return `They count ${formatCount(values)} distinct values of ${
    name ?? `column ${field}`
  }, where the table has ${countOf(rows, 'row')}.`;
}

function mostlyRemoved(
  { since, snapshot }: UsedStatistics,
  rows: number,
): string | undefined {
  const before = rowsOf(snapshot);
  if (before === undefined || before <= 0) {
    return undefined;
  }
  let removed = 0;
  for (const { operation: kind, summary } of since) {
    if (kind !== 'replace') {
      removed +=
        (count(summary['deleted-records']) ?? 0) +
        (count(summary['added-position-deletes']) ?? 0);
    }
  }
  return removed >= before * MAX_REMOVED_SHARE
    ? `They are of ${countOf(before, 'row')}, of which ${formatCount(
        Math.min(removed, before),
      )} were removed or replaced since; the table has ${formatCount(
        rows,
      )} now.`
    : undefined;
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text)
    ? Number(text)
    : undefined;
}
