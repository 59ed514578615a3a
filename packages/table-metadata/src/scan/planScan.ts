import {
  IncompleteReadError,
  NoSuchSnapshotError,
  UnsupportedFormatError,
} from '../errors';
import type { FileIO } from '../io';
import { readManifestList, visitManifests } from '../manifests';
import { distinctManifests } from '../manifests/distinctManifests';
import type {
  ContentFile,
  ManifestEntry,
  TableMetadata,
  TableSchema,
} from '../model';
import { schemaOfSnapshot } from '../schema';
import { findSnapshot } from '../snapshots/findSnapshot';
import { DeleteIndex } from './DeleteIndex';

/**
 * Everything that must be read to see a table as of one snapshot.
 * @public
 */
export interface ScanPlan {
  /** 64-bit id as decimal string. */
  snapshotId: string;
  /** The schema of that snapshot. */
  schema: TableSchema;
  dataFiles: ScanFile[];
}

/**
 * A data file, and the delete files that apply to it.
 * @public
 */
export interface ScanFile {
  file: ContentFile;
  sequenceNumber: bigint;
  specId: number;
  deletes: Array<{ file: ContentFile; sequenceNumber: bigint }>;
}

/** @public */
export interface PlanScanOptions {
  /** Manifests that are fetched ahead. Default 8. */
  concurrency?: number;
  signal?: AbortSignal;
}

/**
 * Plans to read a table as of a snapshot.
 *
 * Unlike statistics, a plan must be whole: with a manifest missing, a query would silently lose rows or bring deleted ones back.
 *
 * @param snapshotId - As decimal string.
 * @throws NoSuchSnapshotError, IncompleteReadError when a manifest cannot be read, and what reading the manifest list throws.
 * @see https://iceberg.apache.org/spec/#scan-planning
 * @public
 */
export async function planScan(
  io: FileIO,
  metadata: TableMetadata,
  snapshotId: string,
  options: PlanScanOptions = {},
): Promise<ScanPlan> {
  const snapshot = findSnapshot(metadata, snapshotId);
  if (!snapshot) {
    throw new NoSuchSnapshotError(`The table has no snapshot ${snapshotId}`, {
      location: metadata.metadataLocation,
    });
  }
  const schema = schemaOfSnapshot(metadata, snapshot);
  const data: ManifestEntry[] = [];
  const deletes = new DeleteIndex<{
    file: ContentFile;
    sequenceNumber: bigint;
  }>(metadata.partitionSpecs);
  let encrypted: string | undefined;
  const manifests = distinctManifests(
    await readManifestList(io, metadata, snapshot, options),
  );
  const warnings = await visitManifests(
    io,
    metadata,
    manifests,
    entry => {
      if (entry.status === 'deleted') return;
      encrypted ??= entry.file.keyMetadata ? entry.file.filePath : undefined;
      if (entry.file.content === 'data') data.push(entry);
      else
        deletes.add(entry, {
          file: entry.file,
          sequenceNumber: entry.sequenceNumber ?? 0n,
        });
    },
    { ...options, columnStatistics: 'bounds' },
  );
  if (warnings.length > 0) {
    throw new IncompleteReadError(
      `The table cannot be read as of snapshot ${snapshotId}: ${warnings[0].message}`,
      {
        location: warnings[0].location,
      },
    );
  }
  if (encrypted !== undefined) {
    throw new UnsupportedFormatError(
      `${encrypted} is encrypted; encrypted tables cannot be queried here`,
      { location: encrypted },
    );
  }
  const dataFiles = data.map(entry => ({
    file: entry.file,
    sequenceNumber: entry.sequenceNumber ?? 0n,
    specId: entry.file.specId,
    deletes: deletes.deletesFor(entry),
  }));
  return { snapshotId, schema, dataFiles };
}
