import { isDeletionVector, type ManifestProjectionOptions } from '../manifests';
import type {
  FileStatistics,
  ManifestEntry,
  ManifestFile,
  TableMetadata,
} from '../model';
import { DeleteIndex } from '../scan/DeleteIndex';
import { DELETE_FILE_PATH_ID } from '../scan/referencedDataFile';
import { ColumnBounds } from './ColumnBounds';
import { FileSizeDistribution } from './FileSizeDistribution';
import { PartitionTally } from './PartitionTally';
import { StatisticsCoverage } from './StatisticsCoverage';

/** Adds up the live entries of a snapshot. Delete files must come before data files. */
export class FileStatisticsCollector {
  readonly #sizes = new FileSizeDistribution();
  readonly #partitions: PartitionTally;
  readonly #bounds: ColumnBounds;
  readonly #coverage: StatisticsCoverage;
  readonly #deletes: DeleteIndex<undefined>;
  readonly #snapshotTimes: Map<string, number>;
  readonly #fileFormats = new Map<string, number>();
  readonly #filesBySpec = new Map<string, number>();
  readonly #filesBySortOrder = new Map<string, number>();
  #dataFiles = 0;
  #dataBytes = 0n;
  #dataRecords = 0n;
  #positionDeletes = new DeleteTotals();
  #equalityDeletes = new DeleteTotals();
  #deletionVectors = new DeleteTotals();
  #applicableDeletes = 0;
  #maxApplicableDeletes = 0;
  #oldestFileMs: number | undefined;
  #newestFileMs: number | undefined;
  #hasFilesOfExpiredSnapshots = false;

  constructor(metadata: TableMetadata) {
    const schema = metadata.schemas.find(
      ({ schemaId }) => schemaId === metadata.currentSchemaId,
    );
    this.#partitions = new PartitionTally(metadata);
    this.#bounds = new ColumnBounds(metadata, schema);
    this.#coverage = new StatisticsCoverage(schema);
    this.#deletes = new DeleteIndex(metadata.partitionSpecs);
    this.#snapshotTimes = new Map(
      metadata.snapshots.map(({ snapshotId, timestampMs }) => [
        snapshotId,
        timestampMs,
      ]),
    );
  }

  /** What the collector needs of the manifests. */
  get projection(): ManifestProjectionOptions {
    return {
      columnStatistics: 'bounds',
      boundsOf: new Set([...this.#bounds.fieldIds, DELETE_FILE_PATH_ID]),
      seenBounds: this.#coverage.fieldsWithBounds,
    };
  }

  add(entry: ManifestEntry): void {
    if (entry.status === 'deleted') return;
    this.#partitions.add(entry);
    if (entry.file.content === 'data') this.#addData(entry);
    else this.#addDelete(entry);
  }

  summary(
    manifests: ManifestFile[],
    maxPartitions: number,
  ): Omit<FileStatistics, 'snapshotId' | 'incomplete' | 'warnings'> {
    return {
      manifests: countManifests(manifests),
      dataFiles: this.#dataFiles,
      dataBytes: this.#dataBytes,
      dataRecords: this.#dataRecords,
      ...this.#sizes.summary(),
      fileFormats: Object.fromEntries(this.#fileFormats),
      partitions: this.#partitions.partitions,
      ...this.#partitions.worst(maxPartitions),
      positionDeleteFiles: this.#positionDeletes.files,
      positionDeleteBytes: this.#positionDeletes.bytes,
      positionDeleteRecords: this.#positionDeletes.records,
      equalityDeleteFiles: this.#equalityDeletes.files,
      equalityDeleteBytes: this.#equalityDeletes.bytes,
      equalityDeleteRecords: this.#equalityDeletes.records,
      deletionVectors: this.#deletionVectors.files,
      deletionVectorBytes: this.#deletionVectors.bytes,
      deletionVectorRecords: this.#deletionVectors.records,
      filesBySpec: Object.fromEntries(this.#filesBySpec),
      filesBySortOrder: Object.fromEntries(this.#filesBySortOrder),
      deleteFilesPerDataFile:
        this.#dataFiles === 0 ? 0 : this.#applicableDeletes / this.#dataFiles,
      maxDeleteFilesPerDataFile: this.#maxApplicableDeletes,
      columnStatistics: this.#coverage.summary(),
      clustering: this.#bounds.clustering(),
      // The oldest file is one whose snapshot has expired: when that was, nobody knows any more.
      oldestFileMs: this.#hasFilesOfExpiredSnapshots
        ? undefined
        : this.#oldestFileMs,
      newestFileMs: this.#newestFileMs,
    };
  }

  #addData(entry: ManifestEntry): void {
    const { file } = entry;
    this.#dataFiles++;
    this.#dataBytes += file.fileSizeBytes;
    this.#dataRecords += file.recordCount;
    this.#sizes.add(file.fileSizeBytes);
    this.#bounds.add(file);
    this.#coverage.add(file);
    increment(this.#fileFormats, file.fileFormat);
    increment(this.#filesBySpec, String(file.specId));
    increment(
      this.#filesBySortOrder,
      file.sortOrderId === undefined ? 'none' : String(file.sortOrderId),
    );
    const applicable = this.#deletes.countFor(entry);
    this.#applicableDeletes += applicable;
    this.#maxApplicableDeletes = Math.max(
      this.#maxApplicableDeletes,
      applicable,
    );
    this.#addTime(entry);
  }

  #addTime({ snapshotId }: ManifestEntry): void {
    const time =
      snapshotId === undefined
        ? undefined
        : this.#snapshotTimes.get(snapshotId.toString());
    if (time === undefined) this.#hasFilesOfExpiredSnapshots = true;
    else {
      this.#oldestFileMs = Math.min(this.#oldestFileMs ?? time, time);
      this.#newestFileMs = Math.max(this.#newestFileMs ?? time, time);
    }
  }

  #addDelete(entry: ManifestEntry): void {
    const { file } = entry;
    this.#deletes.add(entry, undefined);
    if (file.content === 'equality-deletes')
      this.#equalityDeletes.add(file.fileSizeBytes, file.recordCount);
    else if (isDeletionVector(file))
      this.#deletionVectors.add(
        file.contentSizeBytes ?? file.fileSizeBytes,
        file.recordCount,
      );
    else this.#positionDeletes.add(file.fileSizeBytes, file.recordCount);
  }
}

class DeleteTotals {
  files = 0;
  bytes = 0n;
  records = 0n;

  add(bytes: bigint, records: bigint): void {
    this.files++;
    this.bytes += bytes;
    this.records += records;
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function countManifests(
  manifests: ManifestFile[],
): FileStatistics['manifests'] {
  let sizeBytes = 0n;
  for (const { manifestLength = 0n } of manifests) sizeBytes += manifestLength;
  const data = manifests.filter(({ content }) => content === 'data').length;
  return { data, deletes: manifests.length - data, sizeBytes };
}
