import { LimitExceededError } from '../errors';
import { isDeletionVector, partitionKey } from '../manifests';
import type {
  ContentFile,
  ManifestEntry,
  ManifestFile,
  PartitionValue,
  ReadWarning,
} from '../model';
import { referencedDataFile } from '../scan/referencedDataFile';
import { type BoundColumn, fits } from '../scanner/BoundColumn';
import { pathHash } from '../scanner/pathHash';
import { ColumnSample, isInOrder } from './ColumnSample';
import { ExactSums } from './ExactSums';
import { FieldIds } from './FieldIds';
import { Growing } from './Growing';
import type {
  ManifestRollup,
  RollupDelete,
  RollupFiles,
} from './ManifestRollup';
import { packSizes } from './PackedSizes';
import { PartitionColumns } from './PartitionColumns';

const STATUSES = ['existing', 'added', 'deleted'] as const;
/** Of a table that is broken all over, a few examples do. */
const MAX_WARNINGS = 5;
/** There are five, of at most seven characters. */
const MAX_FORMATS = 20;
const MAX_FORMAT_CHARACTERS = 64;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** Adds up the entries of one manifest. */
export class RollupBuilder {
  readonly partitions = new PartitionColumns();
  readonly columns: ColumnSample[];
  readonly fieldsWithBounds = new FieldIds();
  /** Read the bounds of {@link RollupBuilder.columns}. */
  readonly readers: BoundColumn[];
  readonly #manifest: ManifestFile;
  readonly #specId: number;
  readonly #codec: string;
  readonly #entries = [0, 0, 0];
  readonly #sizes = new Growing(length => new Float64Array(length));
  readonly #octaveCounts = new Uint32Array(65);
  readonly #octaveBytes = new ExactSums(65);
  readonly #totals = new ExactSums(2);
  readonly #fileFormats = new Map<string, number>();
  readonly #sortOrders = new Map<number, number>();
  readonly #snapshots = new Map<string, number>();
  readonly #deletes: RollupDelete[] = [];
  readonly #files: FileColumns | undefined;
  readonly #warnings: ReadWarning[] = [];
  #min = Number.POSITIVE_INFINITY;
  #max = -1;
  #minBytes: bigint | undefined;
  #maxBytes: bigint | undefined;
  #defects = 0;
  #filesWithoutBounds = 0;

  constructor(
    manifest: ManifestFile,
    readers: BoundColumn[],
    options: { specId: number; codec: string; files: boolean },
  ) {
    this.#manifest = manifest;
    this.#specId = options.specId;
    this.#codec = options.codec;
    this.readers = readers;
    this.columns = readers.map(
      ({ fieldId, kind }) => new ColumnSample(fieldId, kind),
    );
    this.#files = options.files ? new FileColumns() : undefined;
  }

  countStatus(status: number): void {
    this.#entries[status]++;
  }

  /** A live data file, of which all numbers are known to be whole and not negative. */
  addDataFile(
    sizeBytes: number,
    recordCount: number,
    partition: number,
    hasBounds: boolean,
  ): void {
    if (sizeBytes < this.#min) this.#min = sizeBytes;
    if (sizeBytes > this.#max) this.#max = sizeBytes;
    this.#sizes.push(sizeBytes);
    const octave = octaveOf(sizeBytes);
    this.#octaveCounts[octave]++;
    this.#octaveBytes.add(octave, sizeBytes);
    this.#totals.add(0, sizeBytes);
    this.#totals.add(1, recordCount);
    this.partitions.addDataFile(partition, sizeBytes, recordCount);
    if (!hasBounds) this.#filesWithoutBounds++;
  }

  /** @throws LimitExceededError for longer names, or more of them, than there are formats: they are kept, and shown. */
  countFormat(format: string, files: number): void {
    increment(this.#fileFormats, format.toLowerCase(), files);
    if (
      format.length > MAX_FORMAT_CHARACTERS ||
      this.#fileFormats.size > MAX_FORMATS
    )
      throw new LimitExceededError(
        `A manifest names more than ${MAX_FORMATS} file formats, or one of more than ${MAX_FORMAT_CHARACTERS} characters`,
      );
  }

  countSortOrder(orderId: number, files: number): void {
    increment(this.#sortOrders, orderId, files);
  }

  countSnapshot(snapshotId: string, files: number): void {
    increment(this.#snapshots, snapshotId, files);
  }

  addFileKey(
    hashLow: number,
    hashHigh: number,
    sequenceNumber: bigint,
    partition: number,
    recordCount: bigint,
  ): void {
    const files = this.#files;
    if (!files) return;
    files.pathHashLow.push(hashLow);
    files.pathHashHigh.push(hashHigh);
    files.sequenceNumber.push(sequenceNumber);
    files.partition.push(partition);
    files.recordCount.push(recordCount);
  }

  /** An entry as the exact reader gives it. */
  addEntry(entry: ManifestEntry): void {
    this.countStatus(STATUSES.indexOf(entry.status));
    if (entry.status === 'deleted') return;
    const { file } = entry;
    const partition = this.#placeOf(file.specId, file.partition);
    const recordCount = this.#notNegative(
      file,
      'record_count',
      file.recordCount,
    );
    const sizeBytes = this.#notNegative(
      file,
      'file_size_in_bytes',
      file.fileSizeBytes,
    );
    if (file.content === 'data')
      this.#addData(entry, partition, sizeBytes, recordCount);
    else this.#addDelete(entry, partition, sizeBytes, recordCount);
  }

  build(): ManifestRollup {
    const [existing, added, deleted] = this.#entries;
    if (this.#max >= 0) {
      this.#extend(BigInt(this.#min));
      this.#extend(BigInt(this.#max));
    }
    return {
      specId: this.#specId,
      codec: this.#codec,
      entries: { existing, added, deleted },
      dataFiles: this.#sizes.length,
      minBytes: this.#minBytes,
      maxBytes: this.#maxBytes,
      dataBytes: this.#totals.get(0),
      dataRecords: this.#totals.get(1),
      sizes: packSizes(this.#sizes.toArray()),
      octaves: {
        counts: this.#octaveCounts,
        bytes: this.#octaveBytes.toParts(),
      },
      fileFormats: sorted(this.#fileFormats),
      sortOrders: sorted(this.#sortOrders),
      snapshots: sorted(this.#snapshots),
      filesWithoutBounds: this.#filesWithoutBounds,
      fieldsWithBounds: [...this.fieldsWithBounds].sort((a, b) => a - b),
      columns: this.columns.map(column => column.toColumn()),
      partitions: this.partitions.toRollup(),
      deletes: this.#deletes,
      files: this.#files?.toRollup(),
      warnings: this.#warnings,
    };
  }

  #addData(
    { file, snapshotId, sequenceNumber }: ManifestEntry,
    partition: number,
    sizeBytes: bigint,
    recordCount: bigint,
  ): void {
    const hasBounds = Boolean(file.lowerBounds?.size || file.upperBounds?.size);
    if (sizeBytes <= MAX_SAFE && recordCount <= MAX_SAFE) {
      this.addDataFile(
        Number(sizeBytes),
        Number(recordCount),
        partition,
        hasBounds,
      );
    } else this.#addHugeFile(sizeBytes, recordCount, partition, hasBounds);
    this.countFormat(file.fileFormat, 1);
    this.countSortOrder(file.sortOrderId ?? -1, 1);
    this.countSnapshot(snapshotId?.toString() ?? '', 1);
    for (const [index, reader] of this.readers.entries())
      this.#addBounds(file, reader, this.columns[index]);
    if (this.#files) {
      const path = Buffer.from(file.filePath, 'utf8');
      const hash = new Uint32Array(2);
      pathHash(path, 0, path.length, hash);
      this.addFileKey(
        hash[0],
        hash[1],
        sequenceNumber ?? 0n,
        partition,
        recordCount,
      );
    }
  }

  #addBounds(
    { lowerBounds, upperBounds }: ContentFile,
    reader: BoundColumn,
    sample: ColumnSample,
  ): void {
    const lower = lowerBounds?.get(reader.fieldId);
    const upper = upperBounds?.get(reader.fieldId);
    if (!lower || !upper) return;
    if (reader.kind === 'number') {
      const first = reader.read(asBuffer(lower), 0, lower.length);
      const last = reader.read(asBuffer(upper), 0, upper.length);
      const low = reader.rest?.(asBuffer(lower), 0, lower.length) ?? 0;
      const high = reader.rest?.(asBuffer(upper), 0, upper.length) ?? 0;
      if (isInOrder(first, last, low, high) && sample.wantsNext())
        sample.keepNumbers(first, last, low, high);
    } else if (
      fits(reader, lower.length) &&
      fits(reader, upper.length) &&
      sample.wantsNext()
    )
      sample.keepBytes(
        lower,
        0,
        lower.length,
        upper,
        0,
        upper.length,
        reader.toOrdered,
      );
  }

  #addDelete(
    entry: ManifestEntry,
    partition: number,
    sizeBytes: bigint,
    recordCount: bigint,
  ): void {
    const { file } = entry;
    const isVector = isDeletionVector(file);
    const content =
      file.content === 'equality-deletes'
        ? 'equality-deletes'
        : 'position-deletes';
    this.partitions.addDelete(
      partition,
      isVector ? 'vector' : content,
      recordCount,
    );
    this.#deletes.push({
      content,
      isVector,
      filePath: file.filePath,
      partition,
      sequenceNumber: entry.sequenceNumber ?? 0n,
      recordCount,
      sizeBytes: isVector
        ? this.#notNegative(
            file,
            'content_size_in_bytes',
            file.contentSizeBytes ?? sizeBytes,
          )
        : sizeBytes,
      referencedDataFile: referencedDataFile(file),
    });
  }

  #placeOf(specId: number, partition: PartitionValue[]): number {
    return this.partitions.placeOf(partitionKey(specId, partition), partition);
  }

  /** A negative number is counted as 0 and said: one lie must not hide the other files. */
  #notNegative(file: ContentFile, field: string, value: bigint): bigint {
    if (value >= 0n) return value;
    this.#warn(file, field, value, 'is negative; it counts as 0');
    return 0n;
  }

  /** Of petabytes: a lie, most likely, but counted as exactly as any other. */
  #addHugeFile(
    sizeBytes: bigint,
    recordCount: bigint,
    partition: number,
    hasBounds: boolean,
  ): void {
    const octave = octaveOfHuge(sizeBytes);
    this.#extend(sizeBytes);
    this.#sizes.push(Number(sizeBytes));
    this.#octaveCounts[octave]++;
    this.#octaveBytes.addBig(octave, sizeBytes);
    this.#totals.addBig(0, sizeBytes);
    this.#totals.addBig(1, recordCount);
    this.partitions.addHugeFile(partition, sizeBytes, recordCount);
    if (!hasBounds) this.#filesWithoutBounds++;
  }

  #extend(sizeBytes: bigint): void {
    if (this.#minBytes === undefined || sizeBytes < this.#minBytes)
      this.#minBytes = sizeBytes;
    if (this.#maxBytes === undefined || sizeBytes > this.#maxBytes)
      this.#maxBytes = sizeBytes;
  }

  #warn(
    file: ContentFile,
    field: string,
    value: bigint,
    problem: string,
  ): void {
    if (++this.#defects > MAX_WARNINGS) return;
    this.#warnings.push({
      code: 'file-number-unsound',
      message: `${file.filePath}: ${field} ${value} ${problem}`,
      location: this.#manifest.manifestPath,
    });
  }
}

class FileColumns {
  readonly pathHashLow = new Growing(length => new Uint32Array(length));
  readonly pathHashHigh = new Growing(length => new Uint32Array(length));
  readonly sequenceNumber = new Growing(length => new BigInt64Array(length));
  readonly partition = new Growing(length => new Uint32Array(length));
  readonly recordCount = new Growing(length => new BigInt64Array(length));

  toRollup(): RollupFiles {
    return {
      pathHashLow: this.pathHashLow.toArray(),
      pathHashHigh: this.pathHashHigh.toArray(),
      sequenceNumber: this.sequenceNumber.toArray(),
      partition: this.partition.toArray(),
      recordCount: this.recordCount.toArray(),
    };
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** 0 for [0, 1), then 1 for [1, 2), 2 for [2, 4), 3 for [4, 8) … */
function octaveOf(size: number): number {
  if (size < 1) return 0;
  const high = Math.floor(size / 2 ** 32);
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(size);
}

/** As {@link octaveOf}: beyond 2^53, a double may be in the next one already. */
function octaveOfHuge(size: bigint): number {
  return size < 1n ? 0 : size.toString(2).length;
}

function increment<K>(counts: Map<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** In an order that does not depend on who counted. */
function sorted<K extends string | number>(
  counts: Map<K, number>,
): Array<[K, number]> {
  return [...counts].sort(([a], [b]) => {
    if (a === b) return 0;
    return a < b ? -1 : 1;
  });
}
