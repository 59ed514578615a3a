import {
  IncompleteReadError,
  NoSuchSnapshotError,
  UnsupportedFormatError,
} from '../errors';
import type { FileIO } from '../io';
import { readManifestList, visitManifests } from '../manifests';
import { distinctManifests } from '../manifests/distinctManifests';
import { EntryCounts } from '../manifests/EntryCounts';
import type {
  ContentFile,
  ManifestEntry,
  ReadWarning,
  TableMetadata,
  TableSchema,
} from '../model';
import { schemaOfSnapshot } from '../schema';
import { compareListed } from '../snapshots/compareListed';
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
  /** Doubts that are no proof that something is missing: the snapshot's summary states other totals, as some writers do by mistake. */
  warnings: ReadWarning[];
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

/**
 * How {@link planScan} reads.
 * @public
 */
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
 * @throws NoSuchSnapshotError; NoSuchSchemaError when the snapshot's own schema is missing; IncompleteReadError when a manifest cannot be read or has fewer files than the list says, and what reading the manifest list throws.
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
    await readManifestList(io, metadata, snapshot, {
      signal: options.signal,
    }),
  );
  const counts = new EntryCounts();
  const unread = await visitManifests(
    io,
    metadata,
    manifests,
    (entry, manifest) => {
      counts.add(entry, manifest);
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
  const differing = counts.compare(manifests, unread);
  const [missing] = [
    ...unread,
    ...(differing.isMissingFiles ? differing.warnings : []),
  ];
  if (missing) {
    throw new IncompleteReadError(
      `The table cannot be read as of snapshot ${snapshotId}: ${missing.message}`,
      { location: missing.location },
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
  const stated = compareListed(snapshot, manifests);
  return {
    snapshotId,
    schema,
    dataFiles,
    warnings: [
      ...differing.warnings,
      ...(stated.warning ? [stated.warning] : []),
    ],
  };
}
