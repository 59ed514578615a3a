import { isDeletionVector, partitionKey } from '../manifests';
import type {
  ContentFile,
  ManifestEntry,
  PartitionValue,
  ReadWarning,
  TableMetadata,
} from '../model';
import { partitionPathFormatter } from '../transforms';
import type {
  FileDifference,
  PartitionDifference,
  SnapshotComparison,
} from './SnapshotComparison';

const MAX_PARTITIONS = 50;
/** Of a table that is broken all over, a few examples do. */
const MAX_WARNINGS = 5;

interface PartitionTally {
  specId: number;
  partition: PartitionValue[];
  dataFiles: FileDifference;
  deleteFiles: FileDifference;
}

/** Adds up files that only one of two snapshots has. */
export class ComparisonTally {
  readonly #metadata: TableMetadata;
  readonly #partitions = new Map<string, PartitionTally>();
  readonly #dataFiles = noDifference();
  readonly #positionDeletes = noDifference();
  readonly #equalityDeletes = noDifference();
  readonly #deletionVectors = noDifference();

  /** Numbers that can't be. */
  readonly warnings: ReadWarning[] = [];

  constructor(metadata: TableMetadata) {
    this.#metadata = metadata;
  }

  add(entry: ManifestEntry, side: 'added' | 'removed'): void {
    this.#checkNumbers(entry.file);
    count(this.#kindOf(entry), entry, side);
    const { specId, partition, content } = entry.file;
    const key = partitionKey(specId, partition);
    let tally = this.#partitions.get(key);
    if (!tally) {
      tally = {
        specId,
        partition,
        dataFiles: noDifference(),
        deleteFiles: noDifference(),
      };
      this.#partitions.set(key, tally);
    }
    count(
      content === 'data' ? tally.dataFiles : tally.deleteFiles,
      entry,
      side,
    );
  }

  summary(): Pick<
    SnapshotComparison,
    | 'dataFiles'
    | 'positionDeletes'
    | 'equalityDeletes'
    | 'deletionVectors'
    | 'partitions'
    | 'partitionCount'
  > {
    const ranked = [...this.#partitions.values()].sort(
      (a, b) => filesOf(b) - filesOf(a),
    );
    return {
      dataFiles: this.#dataFiles,
      positionDeletes: this.#positionDeletes,
      equalityDeletes: this.#equalityDeletes,
      deletionVectors: this.#deletionVectors,
      partitions: ranked
        .slice(0, MAX_PARTITIONS)
        .map(tally => this.#describe(tally)),
      partitionCount: ranked.length,
    };
  }

  #checkNumbers({ filePath, recordCount, fileSizeBytes }: ContentFile): void {
    const isSound = recordCount >= 0n && fileSizeBytes >= 0n;
    if (isSound || this.warnings.length >= MAX_WARNINGS) return;
    this.warnings.push({
      code: 'file-number-unsound',
      message: `${filePath} is said to have ${recordCount} records and ${fileSizeBytes} bytes; what is negative counts as 0`,
      location: filePath,
    });
  }

  #kindOf({ file }: ManifestEntry): FileDifference {
    if (file.content === 'data') return this.#dataFiles;
    if (file.content === 'equality-deletes') return this.#equalityDeletes;
    return isDeletionVector(file)
      ? this.#deletionVectors
      : this.#positionDeletes;
  }

  #describe({
    specId,
    partition,
    dataFiles,
    deleteFiles,
  }: PartitionTally): PartitionDifference {
    const spec = this.#metadata.partitionSpecs.find(
      candidate => candidate.specId === specId,
    );
    const schema = this.#metadata.schemas.find(
      ({ schemaId }) => schemaId === this.#metadata.currentSchemaId,
    );
    return {
      specId,
      partition: spec ? partitionPathFormatter(spec, schema)(partition) : '',
      dataFiles,
      deleteFiles,
    };
  }
}

function noDifference(): FileDifference {
  return {
    addedFiles: 0,
    removedFiles: 0,
    addedBytes: 0n,
    removedBytes: 0n,
    addedRecords: 0n,
    removedRecords: 0n,
  };
}

function count(
  difference: FileDifference,
  { file }: ManifestEntry,
  side: 'added' | 'removed',
): void {
  difference[`${side}Files`]++;
  difference[`${side}Bytes`] += notNegative(
    isDeletionVector(file)
      ? file.contentSizeBytes ?? file.fileSizeBytes
      : file.fileSizeBytes,
  );
  difference[`${side}Records`] += notNegative(file.recordCount);
}

function notNegative(value: bigint): bigint {
  return value < 0n ? 0n : value;
}

function filesOf({ dataFiles, deleteFiles }: PartitionTally): number {
  return (
    dataFiles.addedFiles +
    dataFiles.removedFiles +
    deleteFiles.addedFiles +
    deleteFiles.removedFiles
  );
}
