import type {
  FileStatistics,
  SchemaField,
  Snapshot,
} from '@lakehouse-portal/table-metadata';
import { readFileSizes, readFileTotals } from './FileTotals';
import type { TrinoPartitioning } from './parseCreateTable';
import { seenSpecs, type SeenPartitioning } from './partitionSpecs';
import { readColumnStatistics, readFileAges } from './readFileDetail';
import { readManifests, summarizeManifests } from './readManifests';
import {
  readPartitionColumns,
  readPartitions,
  readUsedColumns,
} from './readPartitions';
import type { TableQueries } from './TableQueries';
import { ReadingWarnings } from './TrinoTableReading';

/** What is known of the table already. */
export interface StatisticsContext {
  queries: TableQueries;
  snapshotId: string;
  snapshots: Snapshot[];
  fields: SchemaField[];
  properties: Record<string, string>;
  /** Undefined where Trino does not tell. */
  partitioning: TrinoPartitioning[] | undefined;
}

/**
 * The statistics of the current snapshot's files, added up by Trino. What its metadata tables don't tell is left out and
 * said in a warning.
 */
export async function readStatistics(
  context: StatisticsContext,
): Promise<{ statistics: FileStatistics; seen: SeenPartitioning }> {
  const { queries, snapshotId, snapshots, fields, properties } = context;
  const warnings = new ReadingWarnings();
  const fileColumns = await queries.columnsOf('files');
  const columns = await readPartitionColumns(queries, fileColumns);
  const used = await readUsedColumns(queries, columns);
  const seen = seenSpecs({ ...context, columns, used, warnings });
  const manifests = await readManifests(
    queries,
    { snapshotId, snapshots: snapshots.length },
    warnings,
  );
  const totals = await readFileTotals(queries, fileColumns);
  if (totals.positionDeleteFiles + totals.equalityDeleteFiles > 0) {
    warnings.add(
      'delete-files-not-attributed',
      'Which delete files apply to which data files, the metadata tables of Trino do not say. Each one by position is counted for one data file, as Trino and Spark write them; one that applies to several slows reads more than is shown.',
    );
  }
  if (totals.dataFiles > 0) {
    warnings.add(
      'clustering-unknown',
      'How well the values of columns are clustered is not measured through Trino.',
    );
  }
  const statistics: FileStatistics = {
    snapshotId,
    ...summarizeManifests(manifests),
    ...totals,
    ...(await readFileSizes(queries, totals.dataFiles, warnings)),
    ...(await readPartitions({
      queries,
      specs: seen.specs,
      isPartitioned: columns.length > 0,
      fields,
      properties,
    })),
    ...attributedDeletes(totals),
    columnStatistics: await readColumnStatistics(
      queries,
      fields,
      totals.dataFiles,
      warnings,
    ),
    clustering: [],
    ...(await readFileAges({
      queries,
      fileColumns,
      manifests,
      snapshots,
      dataFiles: totals.dataFiles,
      warnings,
    })),
    // Every count is whole; what is not known is said in the warnings.
    incomplete: false,
    warnings: warnings.list,
  };
  return { statistics, seen };
}

/**
 * What is known of how delete files apply. A deletion vector applies to exactly one data file; of a delete file by
 * position the metadata tables don't say to which, and it is counted for one. How many data files are touched then, and how
 * many rows are gone, is left out.
 */
function attributedDeletes(
  totals: Pick<
    FileStatistics,
    | 'dataFiles'
    | 'positionDeleteFiles'
    | 'equalityDeleteFiles'
    | 'deletionVectors'
    | 'deletionVectorRecords'
  >,
): Pick<
  FileStatistics,
  | 'deleteFilesPerDataFile'
  | 'maxDeleteFilesPerDataFile'
  | 'dataFilesWithDeletes'
  | 'recordsDeletedByPosition'
  | 'mostDeletedFiles'
> {
  const { dataFiles, positionDeleteFiles, deletionVectors } = totals;
  const { equalityDeleteFiles, deletionVectorRecords } = totals;
  const byPosition = positionDeleteFiles + deletionVectors;
  return {
    deleteFilesPerDataFile: dataFiles === 0 ? 0 : byPosition / dataFiles,
    maxDeleteFilesPerDataFile: Math.ceil(byPosition / Math.max(1, dataFiles)),
    ...(positionDeleteFiles + equalityDeleteFiles === 0 && {
      dataFilesWithDeletes: deletionVectors,
    }),
    ...(positionDeleteFiles === 0 && {
      recordsDeletedByPosition: deletionVectorRecords,
    }),
    ...(byPosition === 0 && { mostDeletedFiles: [] }),
  };
}
