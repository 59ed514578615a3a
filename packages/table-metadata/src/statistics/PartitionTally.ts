import { isDeletionVector, partitionKey } from '../manifests';
import type {
  ManifestEntry,
  PartitionStatistics,
  PartitionValue,
  TableMetadata,
} from '../model';
import { partitionPathFormatter } from '../transforms';
import { partitionStartMs } from './partitionStartMs';

interface Tally {
  specId: number;
  partition: PartitionValue[];
  dataFiles: number;
  dataBytes: bigint;
  dataRecords: bigint;
  positionDeleteFiles: number;
  equalityDeleteFiles: number;
  deletionVectors: number;
  deleteRecords: bigint;
}

/** Bytes; what engines aim at where the table does not say. */
const DEFAULT_TARGET_FILE_BYTES = 512n * 1024n * 1024n;

/** Counts files by partition. A partition is a tuple of one spec: after the spec has changed, old and new ones count apart. */
export class PartitionTally {
  readonly #metadata: TableMetadata;
  readonly #tallies = new Map<string, Tally>();

  constructor(metadata: TableMetadata) {
    this.#metadata = metadata;
  }

  /** Partitions with at least one data file. */
  get partitions(): number {
    let count = 0;
    for (const { dataFiles } of this.#tallies.values())
      if (dataFiles > 0) count++;
    return count;
  }

  add({ file }: ManifestEntry): void {
    const tally = this.#tallyOf(file.specId, file.partition);
    if (file.content === 'data') {
      tally.dataFiles++;
      tally.dataBytes += file.fileSizeBytes;
      tally.dataRecords += file.recordCount;
      return;
    }
    tally.deleteRecords += file.recordCount;
    if (file.content === 'equality-deletes') tally.equalityDeleteFiles++;
    else if (isDeletionVector(file)) tally.deletionVectors++;
    else tally.positionDeleteFiles++;
  }

  /** The partitions with most files beyond those that their bytes need, most first. */
  worst(maxPartitions: number): {
    partitionStatistics: PartitionStatistics[];
    partitionsTruncated: boolean;
  } {
    const target = this.#targetFileBytes();
    const ranked = [...this.#tallies.values()]
      .filter(({ dataFiles }) => dataFiles > 0)
      .map(tally => ({ tally, excess: excessFiles(tally, target) }))
      .sort(
        (a, b) =>
          b.excess - a.excess || compare(b.tally.dataBytes, a.tally.dataBytes),
      );
    return {
      partitionStatistics: ranked
        .slice(0, maxPartitions)
        .map(({ tally }) => this.#describe(tally)),
      partitionsTruncated: ranked.length > maxPartitions,
    };
  }

  #tallyOf(specId: number, partition: PartitionValue[]): Tally {
    const key = partitionKey(specId, partition);
    let tally = this.#tallies.get(key);
    if (!tally) {
      tally = {
        specId,
        partition,
        dataFiles: 0,
        dataBytes: 0n,
        dataRecords: 0n,
        positionDeleteFiles: 0,
        equalityDeleteFiles: 0,
        deletionVectors: 0,
        deleteRecords: 0n,
      };
      this.#tallies.set(key, tally);
    }
    return tally;
  }

  #describe({ partition, ...tally }: Tally): PartitionStatistics {
    const spec = this.#metadata.partitionSpecs.find(
      ({ specId }) => specId === tally.specId,
    );
    const schema = this.#metadata.schemas.find(
      ({ schemaId }) => schemaId === this.#metadata.currentSchemaId,
    );
    return {
      ...tally,
      partition: spec ? partitionPathFormatter(spec, schema)(partition) : '',
      startMs: spec ? partitionStartMs(spec, schema, partition) : undefined,
    };
  }

  #targetFileBytes(): bigint {
    const stated = this.#metadata.properties['write.target-file-size-bytes'];
    return stated !== undefined && /^[1-9]\d{0,17}$/.test(stated)
      ? BigInt(stated)
      : DEFAULT_TARGET_FILE_BYTES;
  }
}

/** Files that a reader opens beyond those that the bytes need; delete files are all beyond. */
function excessFiles(tally: Tally, targetFileBytes: bigint): number {
  const needed = Math.max(
    1,
    Number((tally.dataBytes + targetFileBytes - 1n) / targetFileBytes),
  );
  return (
    tally.dataFiles -
    needed +
    tally.positionDeleteFiles +
    tally.equalityDeleteFiles +
    tally.deletionVectors
  );
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
