import {
  inspectionToJson,
  inspectTable,
  LocalFileIO,
  planScan,
  readFileStatistics,
  readManifest,
  readManifestList,
  readTableMetadata,
  RewritingFileIO,
  stringifyExactJson,
  type FileStatistics,
  type ManifestEntry,
  type ManifestFile,
  type ScanPlan,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** A table as our reader sees it. */
export interface OurTable {
  metadata: TableMetadata;
  /** The metadata file, as it is stored. */
  written: Uint8Array;
  /** As `lakehouse inspect --json` prints it. */
  inspection: Record<string, unknown>;
  /** Of the current snapshot. */
  manifests: ManifestFile[];
  /** Of each snapshot whose manifest list can be read, by its id. */
  allManifests: Map<string, ManifestFile[]>;
  /** All entries of the current snapshot, deleted ones too. */
  entries: ManifestEntry[];
  statistics?: FileStatistics;
  plan?: ScanPlan;
}

/**
 * Reads everything that there is to read of a table.
 *
 * @param warehouse - The folder that holds it.
 * @param writtenAt - Where that folder was when the table was written.
 * @param isSpoiled - Manifests are known to be unreadable: only what `lakehouse inspect` says is wanted.
 */
export async function readOurs(
  metadataLocation: string,
  warehouse: string,
  {
    isSpoiled = false,
    writtenAt = warehouse,
  }: { isSpoiled?: boolean; writtenAt?: string } = {},
): Promise<OurTable> {
  const local = await LocalFileIO.create({ roots: [warehouse] });
  const fileIO = new RewritingFileIO(local, [
    { from: writtenAt, to: warehouse },
  ]);
  const metadata = await readTableMetadata(fileIO, metadataLocation);
  const inspection = inspectionToJson(await inspectTable(fileIO, metadata));
  const ours: OurTable = {
    metadata,
    written: await fileIO.read(metadataLocation),
    // Through its text, as a reader of the terminal gets it.
    inspection: JSON.parse(stringifyExactJson(inspection)),
    manifests: [],
    allManifests: new Map(),
    entries: [],
  };
  if (isSpoiled) return ours;
  for (const snapshot of metadata.snapshots) {
    const manifests = await readManifestList(fileIO, metadata, snapshot);
    ours.allManifests.set(snapshot.snapshotId, manifests);
  }
  if (metadata.currentSnapshotId === undefined) return ours;
  ours.manifests = ours.allManifests.get(metadata.currentSnapshotId) ?? [];
  for (const manifest of ours.manifests) {
    ours.entries.push(...(await readManifest(fileIO, manifest, metadata)));
  }
  ours.statistics = await readFileStatistics(fileIO, metadata);
  ours.plan = await planScan(fileIO, metadata, metadata.currentSnapshotId);
  return ours;
}
