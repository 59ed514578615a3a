import type {
  FileStatistics,
  PartitionStatistics,
  PartitionValue,
  TableMetadata,
} from '../model';
import { ExactSums } from '../rollups/ExactSums';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import { DistinctCounter } from './DistinctCounter';
import { PartitionDescriber } from './PartitionDescriber';

/** Bytes; what engines aim at where the table does not say. */
const DEFAULT_TARGET_FILE_BYTES = 512 * 1024 * 1024;

/** Characters of the keys of all partitions that are tracked: 320 of each of 100,000. */
const MAX_KEY_CHARACTERS = 32_000_000;

/**
 * Counts files by partition. A partition is a tuple of one spec: after the spec has changed, old and new ones count
 * apart.
 *
 * Beyond `maxTracked` partitions, or beyond the memory for their values, the half with the fewest files to spare is
 * forgotten; how many there are in all is estimated from then on.
 */
export class PartitionTally {
  readonly #maxTracked: number;
  readonly #targetFileBytes: number;
  #places = new Map<string, number>();
  #keys: string[] = [];
  #keyCharacters = 0;
  #specIds: number[] = [];
  #tuples: PartitionValue[][] = [];
  #dataFiles: number[] = [];
  #positionDeleteFiles: number[] = [];
  #equalityDeleteFiles: number[] = [];
  #deletionVectors: number[] = [];
  readonly #dataBytes = new ExactSums();
  readonly #dataRecords = new ExactSums();
  readonly #deleteRecords = new ExactSums();
  #distinct: DistinctCounter | undefined;
  #describer: PartitionDescriber | undefined;
  /** As of the last summary: what a commit has changed is soon put in order again. */
  #ranking: number[] = [];
  /** Most files that a partition had when it was forgotten: it may count so many too few when it comes again. */
  #maxForgottenFiles = 0;

  readonly #maxKeyCharacters: number;

  /**
   * @param targetBytes - What a file of the table should have.
   * @param maxKeyCharacters - Of all partitions that are tracked.
   */
  constructor(
    maxTracked: number,
    targetBytes: number,
    maxKeyCharacters = MAX_KEY_CHARACTERS,
  ) {
    this.#maxKeyCharacters = maxKeyCharacters;
    this.#maxTracked = Math.max(2, maxTracked);
    this.#targetFileBytes = targetBytes;
  }

  /** Memory that it takes, about, in bytes. */
  get sizeBytes(): number {
    let bytes = this.#distinct ? 32_768 : 4096;
    for (const key of this.#keys) bytes += 300 + key.length * 2;
    return bytes;
  }

  add({ specId, partitions }: ManifestRollup): void {
    const { keys, tuples, dataFiles, deletes } = partitions;
    const bytes = ExactSums.fromParts(partitions.dataBytes);
    const records = ExactSums.fromParts(partitions.dataRecords);
    const deleted = deletes && ExactSums.fromParts(deletes.records);
    for (let index = 0; index < keys.length; index++) {
      const place = this.#placeOf(keys[index], specId, tuples[index]);
      // A partition with nothing but deletes is none until there is data in it.
      if (dataFiles[index] > 0 && this.#dataFiles[place] === 0)
        this.#distinct?.add(keys[index]);
      this.#dataFiles[place] += dataFiles[index];
      this.#dataBytes.addFrom(place, bytes, index);
      this.#dataRecords.addFrom(place, records, index);
      if (!deletes || !deleted) continue;
      this.#positionDeleteFiles[place] += deletes.positionDeleteFiles[index];
      this.#equalityDeleteFiles[place] += deletes.equalityDeleteFiles[index];
      this.#deletionVectors[place] += deletes.deletionVectors[index];
      this.#deleteRecords.addFrom(place, deleted, index);
    }
  }

  /**
   * @param metadata - Names the partitions.
   * @param maxPartitions - Of those with most files beyond what their bytes need, so many are described.
   */
  summary(
    metadata: TableMetadata,
    maxPartitions: number,
  ): Pick<
    FileStatistics,
    | 'partitions'
    | 'partitionStatistics'
    | 'partitionsTruncated'
    | 'partitionSketch'
    | 'partitionSkew'
  > {
    const ranked = this.#rank();
    if (!this.#describer?.isOf(metadata))
      this.#describer = new PartitionDescriber(metadata);
    const describer = this.#describer;
    return {
      partitions: this.#distinct
        ? Math.max(ranked.length, Math.round(this.#distinct.estimate()))
        : ranked.length,
      partitionStatistics: ranked
        .slice(0, maxPartitions)
        .map(place => this.#describe(place, describer)),
      partitionsTruncated:
        this.#distinct !== undefined || ranked.length > maxPartitions,
      partitionSketch: this.#distinct && {
        tracked: ranked.length,
        relativeError: 0.008,
        maxForgottenFiles: this.#maxForgottenFiles,
      },
      partitionSkew: this.#skew(ranked),
    };
  }

  /** Partitions with data files: those with most to spare first, then the largest. */
  #rank(): number[] {
    const excess = new Float64Array(this.#keys.length);
    const isRanked = new Uint8Array(this.#keys.length);
    for (const place of this.#ranking) isRanked[place] = 1;
    for (let place = 0; place < excess.length; place++) {
      if (this.#dataFiles[place] === 0) continue;
      excess[place] = this.#excessFiles(place);
      if (isRanked[place] === 0) this.#ranking.push(place);
    }
    const bytes = this.#dataBytes;
    return this.#ranking.sort(
      (a, b) =>
        excess[b] - excess[a] ||
        bytes.approximate(b) - bytes.approximate(a) ||
        a - b,
    );
  }

  #skew(live: number[]): FileStatistics['partitionSkew'] {
    if (live.length === 0 || this.#distinct) return undefined;
    const bytes = new Float64Array(live.length);
    let total = 0;
    for (let index = 0; index < live.length; index++) {
      bytes[index] = this.#dataBytes.approximate(live[index]);
      total += bytes[index];
    }
    bytes.sort();
    // Gini: mean absolute difference of two partitions over twice the mean.
    let weighted = 0;
    for (let index = 0; index < bytes.length; index++)
      weighted += (2 * (index + 1) - bytes.length - 1) * bytes[index];
    return {
      largestShare: total === 0 ? 0 : bytes[bytes.length - 1] / total,
      medianBytes: this.#bytesAt(Math.ceil(bytes.length / 2) - 1, bytes, live),
      largestBytes: this.#bytesAt(bytes.length - 1, bytes, live),
      gini: total === 0 ? 0 : weighted / (bytes.length * total),
    };
  }

  /** The bytes at this rank of the partitions, exactly, also where doubles no longer tell them apart. */
  #bytesAt(rank: number, sorted: Float64Array, live: number[]): bigint {
    const approximate = sorted[rank];
    if (approximate <= Number.MAX_SAFE_INTEGER) return BigInt(approximate);
    const alike = live
      .filter(place => this.#dataBytes.approximate(place) === approximate)
      .map(place => this.#dataBytes.get(place))
      .sort((a, b) => (a < b ? -1 : 1));
    return alike[rank - sorted.indexOf(approximate)];
  }

  #placeOf(key: string, specId: number, tuple: PartitionValue[]): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (
      this.#keys.length >= this.#maxTracked ||
      this.#keyCharacters + key.length > this.#maxKeyCharacters
    )
      this.#forgetHalf();
    const place = this.#keys.length;
    this.#places.set(key, place);
    this.#keys.push(key);
    this.#keyCharacters += key.length;
    this.#specIds.push(specId);
    this.#tuples.push(tuple);
    this.#dataFiles.push(0);
    this.#positionDeleteFiles.push(0);
    this.#equalityDeleteFiles.push(0);
    this.#deletionVectors.push(0);
    if (place >= this.#dataBytes.length) {
      const capacity = Math.max(64, place * 2);
      for (const sums of this.#sums()) sums.resize(capacity);
    }
    return place;
  }

  #forgetHalf(): void {
    if (!this.#distinct) {
      this.#distinct = new DistinctCounter();
      for (const [place, key] of this.#keys.entries())
        if (this.#dataFiles[place] > 0) this.#distinct.add(key);
    }
    const order = this.#keys
      .map((_key, place) => place)
      .sort(
        (a, b) =>
          this.#excessFiles(b) - this.#excessFiles(a) ||
          Number(this.#dataFiles[b] > 0) - Number(this.#dataFiles[a] > 0),
      );
    const best = order.slice(0, Math.max(1, this.#maxTracked >>> 1));
    let count = 0;
    let characters = 0;
    for (const place of best) {
      const more = this.#keys[place].length;
      if (characters + more > this.#maxKeyCharacters / 2) break;
      characters += more;
      count++;
    }
    const kept = best.slice(0, count).sort((a, b) => a - b);
    for (const place of order.slice(kept.length))
      this.#maxForgottenFiles = Math.max(
        this.#maxForgottenFiles,
        this.#dataFiles[place],
      );
    const pick = <T>(items: T[]): T[] => kept.map(place => items[place]);
    this.#keys = pick(this.#keys);
    this.#keyCharacters = characters;
    this.#specIds = pick(this.#specIds);
    this.#tuples = pick(this.#tuples);
    this.#dataFiles = pick(this.#dataFiles);
    this.#positionDeleteFiles = pick(this.#positionDeleteFiles);
    this.#equalityDeleteFiles = pick(this.#equalityDeleteFiles);
    this.#deletionVectors = pick(this.#deletionVectors);
    for (const sums of this.#sums()) {
      for (const [to, from] of kept.entries()) sums.move(from, to);
      for (let place = kept.length; place < sums.length; place++)
        sums.clear(place);
    }
    this.#places = new Map(this.#keys.map((key, place) => [key, place]));
    this.#ranking = [];
  }

  /** Files that a reader opens beyond those that the bytes need; delete files are all beyond. */
  #excessFiles(place: number): number {
    const needed = Math.max(
      1,
      Math.ceil(this.#dataBytes.approximate(place) / this.#targetFileBytes),
    );
    return (
      this.#dataFiles[place] -
      needed +
      this.#positionDeleteFiles[place] +
      this.#equalityDeleteFiles[place] +
      this.#deletionVectors[place]
    );
  }

  #sums(): ExactSums[] {
    return [this.#dataBytes, this.#dataRecords, this.#deleteRecords];
  }

  #describe(place: number, describer: PartitionDescriber): PartitionStatistics {
    const specId = this.#specIds[place];
    const partition = this.#tuples[place];
    return {
      specId,
      ...describer.describe(specId, partition),
      dataFiles: this.#dataFiles[place],
      dataBytes: this.#dataBytes.get(place),
      dataRecords: this.#dataRecords.get(place),
      positionDeleteFiles: this.#positionDeleteFiles[place],
      equalityDeleteFiles: this.#equalityDeleteFiles[place],
      deletionVectors: this.#deletionVectors[place],
      deleteRecords: this.#deleteRecords.get(place),
    };
  }
}

/** Bytes that engines aim at for a file of the table. */
export function targetFileBytes({
  properties,
}: Pick<TableMetadata, 'properties'>): number {
  const stated = properties['write.target-file-size-bytes'];
  return stated !== undefined && /^[1-9]\d{0,17}$/.test(stated)
    ? Number(stated)
    : DEFAULT_TARGET_FILE_BYTES;
}
