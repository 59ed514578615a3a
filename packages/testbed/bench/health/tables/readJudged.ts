import {
  type FileStatistics,
  LocalFileIO,
  readFileStatistics,
  readTableMetadata,
  RewritingFileIO,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { HealthInput } from '@lakehouse-portal/table-health';
import { pathToFileURL } from 'node:url';
import { bucketFolder, prefixOf } from './buildTables';

/** Partitions that are described one by one: the judge names no more. */
const MAX_PARTITIONS = 20;
const HOUR_MS = 3_600_000;

/** What the judge looks at, as our own reader reads it from a table's files. "Now" is an hour after its last commit. */
export async function readJudged(
  folder: string,
  metadataLocation: string,
): Promise<HealthInput> {
  const io = new RewritingFileIO(
    await LocalFileIO.create({ roots: [bucketFolder(folder)] }),
    [
      {
        from: prefixOf('s3', folder),
        to: `${pathToFileURL(bucketFolder(folder)).href}/`,
      },
    ],
  );
  const metadata = await readTableMetadata(io, metadataLocation);
  const files = await readFileStatistics(io, metadata, {
    maxPartitions: MAX_PARTITIONS,
  });
  return slim(metadata, files);
}

/** Without what no dimension looks at, so that it can be kept: a history of 2,000 commits is long. */
function slim(metadata: TableMetadata, files: FileStatistics): HealthInput {
  return {
    nowMs: (metadata.lastUpdatedMs ?? 0) + HOUR_MS,
    metadata: {
      ...metadata,
      snapshotLog: [],
      snapshots: metadata.snapshots.map(snapshot => ({
        snapshotId: snapshot.snapshotId,
        ...(snapshot.parentSnapshotId === undefined
          ? {}
          : { parentSnapshotId: snapshot.parentSnapshotId }),
        timestampMs: snapshot.timestampMs,
        operation: snapshot.operation,
        schemaId: snapshot.schemaId,
        summary: {},
      })),
    },
    files: { ...files, mostDeletedFiles: [] },
  };
}
