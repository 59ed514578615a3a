import type { FileStatistics, ManifestFile, TableMetadata } from '../model';
import { exactQuantiles } from '../rollups/exactQuantiles';
import { ExactSums } from '../rollups/ExactSums';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import type { PackedSizes } from '../rollups/PackedSizes';
import { SizesArena } from '../rollups/SizesArena';
import { ClusteringTally } from './ClusteringTally';
import { DeleteAttribution } from './DeleteAttribution';
import { fileAges } from './fileAges';
import { manifestLayout } from './manifestLayout';
import { PartitionTally } from './PartitionTally';
import { StatisticsCoverage } from './StatisticsCoverage';

type Summary = Omit<FileStatistics, 'snapshotId' | 'incomplete' | 'warnings'>;

/** What adding rollups up depends on besides them: with the same options, the same rollups give the same. */
export interface TallyOptions {
  boundsOf: number[];
  maxTrackedPartitions: number;
  /** See `targetFileBytes`. */
  targetFileBytes: number;
  /** See `unpartitionedSpecIds`. */
  unpartitionedSpecs: number[];
}

/**
 * Adds up the rollups of a snapshot's manifests. Those of delete manifests must come first: how many deletes apply to a
 * data file is counted when that file comes by.
 */
export class SnapshotTally {
  readonly #sizes: PackedSizes[] = [];
  readonly #arena = new SizesArena();
  readonly #octaveCounts = new Array<number>(65).fill(0);
  readonly #octaveBytes = new ExactSums(65);
  readonly #partitions: PartitionTally;
  readonly #clustering: ClusteringTally;
  readonly #coverage = new StatisticsCoverage();
  readonly #deletes: DeleteAttribution;
  readonly #filesBySnapshot = new Map<string, number>();
  readonly #fileFormats = new Map<string, number>();
  readonly #manifestCodecs = new Map<string, number>();
  readonly #filesBySpec = new Map<string, number>();
  readonly #filesBySortOrder = new Map<string, number>();
  readonly #positionDeletes = new DeleteTotals();
  readonly #equalityDeletes = new DeleteTotals();
  readonly #deletionVectors = new DeleteTotals();
  #minBytes: bigint | undefined;
  #maxBytes: bigint | undefined;
  #dataFiles = 0;
  #dataBytes = 0n;
  #dataRecords = 0n;
  #deleteFiles = 0;
  #keptSizesBytes = 0;

  constructor(options: TallyOptions) {
    this.#partitions = new PartitionTally(
      options.maxTrackedPartitions,
      options.targetFileBytes,
    );
    this.#clustering = new ClusteringTally(options.boundsOf);
    this.#deletes = new DeleteAttribution(new Set(options.unpartitionedSpecs));
  }

  /** Memory that it takes, about, in bytes; what it shares with rollups included. */
  get sizeBytes(): number {
    return (
      4096 +
      this.#partitions.sizeBytes +
      this.#clustering.sizeBytes +
      this.#arena.sizeBytes +
      this.#keptSizesBytes +
      this.#sizes.length * 400 +
      this.#filesBySnapshot.size * 100 +
      this.#deleteFiles * 800
    );
  }

  /** Delete files that count in the sums, and of which it is not known which data files they apply to. */
  get unattributedDeletes(): number {
    return this.#deletes.leftOut;
  }

  /** @param isKept - Somebody else keeps the rollup in memory: its sizes need no copy. */
  add(rollup: ManifestRollup, isKept: boolean): void {
    this.#dataFiles += rollup.dataFiles;
    this.#dataBytes += rollup.dataBytes;
    this.#dataRecords += rollup.dataRecords;
    if (rollup.dataFiles > 0) this.#addSizes(rollup.sizes, isKept);
    const { minBytes, maxBytes } = rollup;
    if (minBytes !== undefined && !(minBytes >= (this.#minBytes ?? minBytes)))
      this.#minBytes = minBytes;
    this.#minBytes ??= minBytes;
    if (maxBytes !== undefined && !(maxBytes <= (this.#maxBytes ?? maxBytes)))
      this.#maxBytes = maxBytes;
    this.#maxBytes ??= maxBytes;
    const octaveBytes = ExactSums.fromParts(rollup.octaves.bytes);
    for (const [octave, files] of rollup.octaves.counts.entries()) {
      if (files === 0) continue;
      this.#octaveCounts[octave] += files;
      this.#octaveBytes.addFrom(octave, octaveBytes, octave);
    }
    increment(this.#manifestCodecs, rollup.codec, 1);
    for (const [format, files] of rollup.fileFormats)
      increment(this.#fileFormats, format, files);
    if (rollup.dataFiles > 0)
      increment(this.#filesBySpec, String(rollup.specId), rollup.dataFiles);
    for (const [orderId, files] of rollup.sortOrders)
      increment(
        this.#filesBySortOrder,
        orderId < 0 ? 'none' : String(orderId),
        files,
      );
    for (const [snapshotId, files] of rollup.snapshots)
      increment(this.#filesBySnapshot, snapshotId, files);
    this.#coverage.add(rollup);
    this.#clustering.add(rollup.columns);
    this.#partitions.add(rollup);
    this.#addDeletes(rollup);
  }

  /**
   * Changes nothing: more rollups can be added afterwards.
   *
   * @param metadata - Names what was counted, and knows the age of snapshots.
   * @param manifests - Those whose rollups were added.
   */
  summary(
    metadata: TableMetadata,
    manifests: ManifestFile[],
    maxPartitions: number,
  ): Summary {
    const schema = metadata.schemas.find(
      ({ schemaId }) => schemaId === metadata.currentSchemaId,
    );
    return {
      manifests: countManifests(manifests),
      manifestLayout: manifestLayout(manifests, metadata),
      manifestCodecs: Object.fromEntries(this.#manifestCodecs),
      dataFiles: this.#dataFiles,
      dataBytes: this.#dataBytes,
      dataRecords: this.#dataRecords,
      ...this.#sizeSummary(),
      fileFormats: Object.fromEntries(this.#fileFormats),
      ...this.#partitions.summary(metadata, maxPartitions),
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
      ...this.#deletes.summary(
        { dataFiles: this.#dataFiles, dataRecords: this.#dataRecords },
        metadata,
      ),
      columnStatistics: this.#coverage.summary(schema),
      clustering: this.#clustering.summary(schema),
      ...fileAges(this.#filesBySnapshot, metadata),
    };
  }

  #addSizes(sizes: PackedSizes, isKept: boolean): void {
    this.#sizes.push(isKept ? sizes : this.#arena.keep(sizes));
    if (isKept)
      this.#keptSizesBytes += sizes.bytes.length + sizes.buckets.length * 12;
  }

  #addDeletes(rollup: ManifestRollup): void {
    for (const {
      content,
      isVector,
      sizeBytes,
      recordCount,
    } of rollup.deletes) {
      if (content === 'equality-deletes')
        this.#equalityDeletes.add(sizeBytes, recordCount);
      else if (isVector) this.#deletionVectors.add(sizeBytes, recordCount);
      else this.#positionDeletes.add(sizeBytes, recordCount);
    }
    this.#deleteFiles += rollup.deletes.length;
    this.#deletes.add(rollup);
  }

  #sizeSummary(): Pick<
    FileStatistics,
    'minFileBytes' | 'maxFileBytes' | 'fileSizeQuantiles' | 'histogram'
  > {
    const [p1, p10, p25, p50, p75, p90, p99] = exactQuantiles(
      this.#sizes,
      [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99],
    ).map(size => this.#withinSizes(BigInt(size)));
    return {
      minFileBytes: this.#minBytes,
      maxFileBytes: this.#maxBytes,
      fileSizeQuantiles:
        p1 === undefined ? undefined : { p1, p10, p25, p50, p75, p90, p99 },
      histogram: this.#histogram(),
    };
  }

  /** Beyond 2^53, quantiles are rounded: at least they are no larger than the largest file, nor smaller than the smallest. */
  #withinSizes(bytes: bigint): bigint {
    if (this.#maxBytes !== undefined && bytes > this.#maxBytes)
      return this.#maxBytes;
    return this.#minBytes !== undefined && bytes < this.#minBytes
      ? this.#minBytes
      : bytes;
  }

  #histogram(): FileStatistics['histogram'] {
    const used = this.#octaveCounts.flatMap((files, octave) =>
      files > 0 ? [octave] : [],
    );
    if (used.length === 0) return [];
    const buckets: FileStatistics['histogram'] = [];
    for (let octave = used[0]; octave <= used[used.length - 1]; octave++) {
      buckets.push({
        minBytes: octave === 0 ? 0n : 1n << BigInt(octave - 1),
        maxBytes: 1n << BigInt(octave),
        count: this.#octaveCounts[octave],
        sizeBytes: this.#octaveBytes.get(octave),
      });
    }
    return buckets;
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

function increment<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function countManifests(
  manifests: ManifestFile[],
): FileStatistics['manifests'] {
  let sizeBytes = 0n;
  for (const { manifestLength = 0n } of manifests) sizeBytes += manifestLength;
  const data = manifests.filter(({ content }) => content === 'data').length;
  return { data, deletes: manifests.length - data, sizeBytes };
}
