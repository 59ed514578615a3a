import type {
  FileStatistics,
  PartitionSpec,
  SchemaField,
  Snapshot,
} from '@lakehouse-portal/table-metadata';
import { readFileSizes, readFileTotals } from './FileTotals';
import type { TrinoPartitioning } from './parseCreateTable';
import { seenSpecs } from './partitionSpecs';
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
 * The statistics of the current snapshot's files, added up by Trino. What its metadata tables don't tell is left out or
 * said in a warning; where figures can only be a lower bound, they are `incomplete`.
 */
export async function readStatistics(
  context: StatisticsContext,
): Promise<{ statistics: FileStatistics; specs: PartitionSpec[] }> {
  const { queries, snapshotId, snapshots, fields, properties } = context;
  const warnings = new ReadingWarnings();
  const fileColumns = await queries.columnsOf('files');
  const columns = await readPartitionColumns(queries, fileColumns);
  const used = await readUsedColumns(queries, columns);
  const specs = seenSpecs({ ...context, columns, used, warnings });
  const manifests = await readManifests(
    queries,
    { snapshotId, snapshots: snapshots.length },
    warnings,
  );
  const totals = await readFileTotals(queries);
  const hasDeletes =
    totals.positionDeleteFiles +
      totals.equalityDeleteFiles +
      totals.deletionVectors >
    0;
  if (hasDeletes) {
    warnings.add(
      'delete-files-not-attributed',
      'Which delete files apply to which data files, the metadata tables of Trino do not say.',
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
      specs,
      isPartitioned: columns.length > 0,
      fields,
      properties,
    })),
    deleteFilesPerDataFile: 0,
    maxDeleteFilesPerDataFile: 0,
    dataFilesWithDeletes: 0,
    recordsDeletedByPosition: 0n,
    mostDeletedFiles: [],
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
    incomplete: hasDeletes,
    warnings: warnings.list,
  };
  return { statistics, specs: specs.map(({ spec }) => spec) };
}
