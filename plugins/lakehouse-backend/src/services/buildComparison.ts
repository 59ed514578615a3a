import type { SnapshotComparison } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  compareSnapshots,
  flattenSchema,
  schemaOfSnapshot,
  type FileIO,
  type SnapshotComparison as FileComparison,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { RecentFileIO } from '../scan/RecentFileIO';
import { MAX_COMPARED_FILES, requireComparable } from './requireComparable';
import { schemaChangeLines } from './schemaChangeLines';
import { snapshotLines } from './snapshotLine';

type Figures = SnapshotComparison['rows'];

/**
 * Compares two snapshots: their summaries, schemas and files.
 *
 * @throws NoSuchSnapshotError for an id that the table does not have; InputError when they differ in too many files.
 */
export async function buildComparison(options: {
  fileIO: FileIO;
  metadata: TableMetadata;
  from: string;
  to: string;
  timeTravelSql: SnapshotComparison['timeTravelSql'];
  /** Files that the snapshots may differ in. */
  maxFiles?: number;
  signal?: AbortSignal;
}): Promise<SnapshotComparison> {
  const { metadata, maxFiles = MAX_COMPARED_FILES, signal } = options;
  // The manifest lists are looked at twice, and read once.
  const io = new RecentFileIO(options.fileIO);
  await requireComparable(io, metadata, options, { maxFiles, signal });
  const comparison = await compareSnapshots(
    io,
    metadata,
    options.from,
    options.to,
    // Also where the lists say less than there is.
    { maxFiles, signal },
  );
  const lineOf = snapshotLines(metadata);
  const [from, to] = [lineOf(comparison.from), lineOf(comparison.to)];
  const [fromSchema, toSchema] = [
    schemaOfSnapshot(metadata, comparison.from),
    schemaOfSnapshot(metadata, comparison.to),
  ];
  const schemaChanges =
    fromSchema === toSchema ? [] : schemaChangeLines(fromSchema, toSchema);
  const touched = new Set(
    schemaChanges
      .filter(line => line.kind !== 'added')
      .map(line => line.fieldId),
  );
  return {
    from,
    to,
    rows: figures([
      ['records', from.totalRecords, to.totalRecords],
      ['data-files', from.totalDataFiles, to.totalDataFiles],
      ['delete-files', from.totalDeleteFiles, to.totalDeleteFiles],
      ['size-bytes', from.totalBytes, to.totalBytes],
    ]),
    schemaChanges,
    unchangedFields: flattenSchema(fromSchema).filter(
      field => !touched.has(field.id),
    ).length,
    files: fileChanges(comparison),
    incomplete: comparison.incomplete,
    timeTravelSql: options.timeTravelSql,
  };
}

function figures(
  rows: Array<
    [Figures[number]['figure'], number | undefined, number | undefined]
  >,
): Figures {
  return rows
    .filter(([, from, to]) => from !== undefined || to !== undefined)
    .map(([figure, from, to]) => ({
      figure,
      from,
      to,
      change: from === undefined || to === undefined ? undefined : to - from,
    }));
}

function fileChanges(comparison: FileComparison): SnapshotComparison['files'] {
  const { dataFiles, positionDeletes, equalityDeletes, deletionVectors } =
    comparison;
  const deletes = [positionDeletes, equalityDeletes, deletionVectors];
  return {
    added: dataFiles.addedFiles,
    removed: dataFiles.removedFiles,
    addedBytes: Number(dataFiles.addedBytes),
    removedBytes: Number(dataFiles.removedBytes),
    deleteFilesAdded: deletes.reduce(
      (sum, difference) => sum + difference.addedFiles,
      0,
    ),
    deleteFilesRemoved: deletes.reduce(
      (sum, difference) => sum + difference.removedFiles,
      0,
    ),
    partitions: comparison.partitions.map(
      ({ partition, dataFiles: files }) => ({
        partition,
        added: files.addedFiles,
        removed: files.removedFiles,
      }),
    ),
    partitionsTruncated:
      comparison.partitionCount > comparison.partitions.length,
  };
}
