import type { FileStatistics, ManifestFile, TableMetadata } from '../model';
import { exactQuantiles } from '../rollups/exactQuantiles';
import { ExactSums } from '../rollups/ExactSums';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import type { PackedSizes } from '../rollups/PackedSizes';
import { SizesArena } from '../rollups/SizesArena';
import { findSnapshot } from '../snapshots/findSnapshot';
import { ClusteringTally } from './ClusteringTally';
import { DeleteAttribution } from './DeleteAttribution';
import { manifestLayout } from './manifestLayout';
import { PartitionTally } from './PartitionTally';
import { StatisticsCoverage } from './StatisticsCoverage';

type Summary = Omit<FileStatistics, 'snapshotId' | 'incomplete' | 'warnings'>;

/** Beyond these, snapshots are looked up one by one. */
const MANY_SNAPSHOTS = 10_000;

/**
 * Adds up the rollups of a snapshot's manifests. Those of delete manifests must come first: how many deletes apply to a
 * data file is counted when that file comes by.
 */
export class SnapshotTally {
  readonly #metadata: TableMetadata;
  readonly #sizes: PackedSizes[] = [];
  readonly #arena = new SizesArena();
  readonly #octaveCounts = new Array<number>(65).fill(0);
  readonly #octaveBytes = new ExactSums(65);
  readonly #partitions: PartitionTally;
  readonly #clustering: ClusteringTally;
  readonly #coverage: StatisticsCoverage;
  readonly #deletes: DeleteAttribution;
  readonly #snapshotTimes = new Map<string, number | undefined>();
  readonly #fileFormats = new Map<string, number>();
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
  #filesOfExpiredSnapshots = 0;
  readonly #filesBySnapshotTime = new Map<number, number>();

  constructor(
    metadata: TableMetadata,
    options: { boundsOf: number[]; maxTrackedPartitions: number },
  ) {
    const schema = metadata.schemas.find(
      ({ schemaId }) => schemaId === metadata.currentSchemaId,
    );
    this.#metadata = metadata;
    this.#partitions = new PartitionTally(
      metadata,
      options.maxTrackedPartitions,
    );
    this.#clustering = new ClusteringTally(schema, options.boundsOf);
    this.#coverage = new StatisticsCoverage(schema);
    this.#deletes = new DeleteAttribution(metadata.partitionSpecs);
    // Very many snapshots are kept packed, with an index of their own: few of them added files that still live.
    if (metadata.snapshots.length <= MANY_SNAPSHOTS)
      for (const { snapshotId, timestampMs } of metadata.snapshots)
        this.#snapshotTimes.set(snapshotId, timestampMs);
  }

  /** @param isKept - Somebody else keeps the rollup in memory: its sizes need no copy. */
  add(rollup: ManifestRollup, isKept: boolean): void {
    this.#dataFiles += rollup.dataFiles;
    this.#dataBytes += rollup.dataBytes;
    this.#dataRecords += rollup.dataRecords;
    if (rollup.dataFiles > 0)
      this.#sizes.push(isKept ? rollup.sizes : this.#arena.keep(rollup.sizes));
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
    for (const [snapshotId, files] of rollup.snapshots) {
      const time = this.#timeOf(snapshotId);
      if (time === undefined) this.#filesOfExpiredSnapshots += files;
      else increment(this.#filesBySnapshotTime, time, files);
    }
    this.#coverage.add(rollup);
    this.#clustering.add(rollup.columns);
    this.#partitions.add(rollup);
    this.#addDeletes(rollup);
  }

  summary(manifests: ManifestFile[], maxPartitions: number): Summary {
    const times = [...this.#filesBySnapshotTime.keys()];
    return {
      manifests: countManifests(manifests),
      manifestLayout: manifestLayout(manifests, this.#metadata),
      dataFiles: this.#dataFiles,
      dataBytes: this.#dataBytes,
      dataRecords: this.#dataRecords,
      ...this.#sizeSummary(),
      fileFormats: Object.fromEntries(this.#fileFormats),
      ...this.#partitions.summary(maxPartitions),
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
      ...this.#deletes.summary(this.#dataFiles, this.#metadata),
      columnStatistics: this.#coverage.summary(),
      clustering: this.#clustering.summary(),
      // The oldest file is one whose snapshot has expired: when that was, nobody knows any more.
      oldestFileMs:
        this.#filesOfExpiredSnapshots > 0 ? undefined : least(times),
      newestFileMs: greatest(times),
      fileAges: {
        filesOfExpiredSnapshots: this.#filesOfExpiredSnapshots,
        quantilesMs: this.#ageQuantiles(),
      },
    };
  }

  #timeOf(snapshotId: string): number | undefined {
    const times = this.#snapshotTimes;
    if (
      this.#metadata.snapshots.length > MANY_SNAPSHOTS &&
      !times.has(snapshotId)
    )
      times.set(
        snapshotId,
        findSnapshot(this.#metadata, snapshotId)?.timestampMs,
      );
    return times.get(snapshotId);
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
    this.#deletes.add(rollup);
  }

  #sizeSummary(): Pick<
    FileStatistics,
    'minFileBytes' | 'maxFileBytes' | 'fileSizeQuantiles' | 'histogram'
  > {
    const [p1, p10, p25, p50, p75, p90, p99] = exactQuantiles(
      this.#sizes,
      [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99],
    ).map(BigInt);
    return {
      minFileBytes: this.#minBytes,
      maxFileBytes: this.#maxBytes,
      fileSizeQuantiles:
        p1 === undefined ? undefined : { p1, p10, p25, p50, p75, p90, p99 },
      histogram: this.#histogram(),
    };
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

  /** Of the files whose snapshot is still known, by nearest rank. */
  #ageQuantiles(): { p10: number; p50: number; p90: number } | undefined {
    const ordered = [...this.#filesBySnapshotTime].sort(([a], [b]) => a - b);
    const total = ordered.reduce((sum, [, files]) => sum + files, 0);
    if (total === 0) return undefined;
    const at = (share: number): number => {
      let rank = Math.max(0, Math.ceil(share * total) - 1);
      for (const [time, files] of ordered) {
        if (rank < files) return time;
        rank -= files;
      }
      return ordered[ordered.length - 1][0];
    };
    return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
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

function least(numbers: number[]): number | undefined {
  return numbers.length === 0
    ? undefined
    : numbers.reduce((a, b) => Math.min(a, b));
}

function greatest(numbers: number[]): number | undefined {
  return numbers.length === 0
    ? undefined
    : numbers.reduce((a, b) => Math.max(a, b));
}

function countManifests(
  manifests: ManifestFile[],
): FileStatistics['manifests'] {
  let sizeBytes = 0n;
  for (const { manifestLength = 0n } of manifests) sizeBytes += manifestLength;
  const data = manifests.filter(({ content }) => content === 'data').length;
  return { data, deletes: manifests.length - data, sizeBytes };
}
