import type {
  DeletedFromFile,
  FileStatistics,
  PartitionValue,
  TableMetadata,
} from '../model';
import type {
  ManifestRollup,
  RollupDelete,
  RollupFiles,
} from '../rollups/ManifestRollup';
import { pathHashKey } from '../scanner/pathHash';
import { partitionPathFormatter } from '../transforms';
import { SequencedDeletes } from './SequencedDeletes';

/** Data files that are described one by one: those with the largest share of deleted rows. */
const MAX_FILES = 20;

/** Of the records: those whose files have most delete files are looked at. */
const WORST_SHARE = 0.25;

/** Memory for deletes, in bytes, about: as much as a million of them take, with long names. */
const MAX_BYTES = 1024 * 1024 * 1024;
/** Of a delete file; and of the first of a data file or a partition, besides the name of two bytes a character. */
const DELETE_BYTES = 200;
const NAMED_BYTES = 600;

/** Deletes that name the only data file that they apply to. */
interface NamedDeletes {
  filePath: string;
  /** There may be one at most; should a writer have left two, the newer one holds everything. */
  vector?: Pick<RollupDelete, 'sequenceNumber' | 'recordCount'>;
  positions: SequencedDeletes;
}

/**
 * Attributes delete files to data files.
 *
 * - A deletion vector applies to the data file that it names, and replaces position deletes there.
 * - Position deletes apply to data files of the same partition and spec, or to the one file that they name, when the
 *   data is not newer than the deletes (data sequence number less or equal).
 * - Equality deletes apply to strictly older data: of the same partition and spec, or of the whole table when they were
 *   written with an unpartitioned spec.
 *
 * @see https://iceberg.apache.org/spec/#scan-planning
 */
export class DeleteAttribution {
  /**
   * Delete files that were left out, because there is no memory for more: a small file can unpack to a million of them,
   * and a table can have any number of such files.
   */
  leftOut = 0;
  #bytesLeft: number;
  readonly #unpartitionedSpecs: ReadonlySet<number>;
  /** By {@link pathHashKey}. */
  readonly #named = new Map<bigint, NamedDeletes>();
  readonly #positionsByPartition = new Map<string, SequencedDeletes>();
  readonly #equalityByPartition = new Map<string, SequencedDeletes>();
  readonly #globalEquality = new SequencedDeletes();
  readonly #worst: Array<DeletedFromFile & { tuple: PartitionValue[] }> = [];
  #isEmpty = true;
  #applicable = 0;
  #maxApplicable = 0;
  #touched = 0;
  #deletedByPosition = 0n;
  /** Records of data files by the number of delete files that apply to them. */
  readonly #recordsByApplicable = new Map<number, bigint>();

  /**
   * @param unpartitionedSpecs - See `unpartitionedSpecIds`.
   * @param maxBytes - That deletes may take.
   */
  constructor(unpartitionedSpecs: ReadonlySet<number>, maxBytes = MAX_BYTES) {
    this.#unpartitionedSpecs = unpartitionedSpecs;
    this.#bytesLeft = maxBytes;
  }

  add({ specId, deletes, files, partitions }: ManifestRollup): void {
    for (const item of deletes) {
      this.#isEmpty = false;
      this.#addDelete(item, specId, partitions.keys[item.partition]);
    }
    if (files && !this.#isEmpty)
      this.#attribute(files, specId, partitions.keys, partitions.tuples);
  }

  summary(
    { dataFiles, dataRecords }: { dataFiles: number; dataRecords: bigint },
    { partitionSpecs, schemas, currentSchemaId }: TableMetadata,
  ): Pick<
    FileStatistics,
    | 'deleteFilesPerDataFile'
    | 'deleteFilesInWorstQuarter'
    | 'maxDeleteFilesPerDataFile'
    | 'dataFilesWithDeletes'
    | 'recordsDeletedByPosition'
    | 'mostDeletedFiles'
  > {
    const schema = schemas.find(({ schemaId }) => schemaId === currentSchemaId);
    return {
      deleteFilesPerDataFile:
        dataFiles === 0 ? 0 : this.#applicable / dataFiles,
      ...(!this.#isEmpty && {
        deleteFilesInWorstQuarter: this.#inWorstQuarter(Number(dataRecords)),
      }),
      maxDeleteFilesPerDataFile: this.#maxApplicable,
      dataFilesWithDeletes: this.#touched,
      recordsDeletedByPosition: this.#deletedByPosition,
      mostDeletedFiles: this.#worst.map(({ tuple, ...file }) => {
        const spec = partitionSpecs.find(
          candidate => candidate.specId === file.specId,
        );
        return {
          ...file,
          partition: spec ? partitionPathFormatter(spec, schema)(tuple) : '',
        };
      }),
    };
  }

  #inWorstQuarter(dataRecords: number): number {
    const quarter = dataRecords * WORST_SHARE;
    let left = quarter;
    let total = 0;
    for (const [applicable, records] of [...this.#recordsByApplicable].sort(
      ([a], [b]) => b - a,
    )) {
      const taken = Math.min(left, Number(records));
      total += taken * applicable;
      left -= taken;
    }
    return quarter > 0 ? total / quarter : 0;
  }

  #addDelete(item: RollupDelete, specId: number, partition: string): void {
    if (this.#bytesLeft < DELETE_BYTES) {
      this.leftOut++;
      return;
    }
    this.#bytesLeft -= DELETE_BYTES;
    if (item.content === 'equality-deletes') {
      if (this.#unpartitionedSpecs.has(specId)) this.#globalEquality.add(item);
      else this.#listOf(this.#equalityByPartition, partition).add(item);
      return;
    }
    if (item.referencedDataFile === undefined) {
      this.#listOf(this.#positionsByPartition, partition).add(item);
      return;
    }
    const key = pathHashKey(item.referencedDataFile);
    let named = this.#named.get(key);
    if (!named) {
      named = {
        filePath: item.referencedDataFile,
        positions: new SequencedDeletes(),
      };
      this.#named.set(key, named);
      this.#bytesLeft -= NAMED_BYTES + named.filePath.length * 2;
    }
    if (!item.isVector) named.positions.add(item);
    else if (
      !named.vector ||
      named.vector.sequenceNumber <= item.sequenceNumber
    )
      named.vector = {
        sequenceNumber: item.sequenceNumber,
        recordCount: item.recordCount,
      };
  }

  #listOf(lists: Map<string, SequencedDeletes>, key: string): SequencedDeletes {
    let list = lists.get(key);
    if (!list) {
      list = new SequencedDeletes();
      lists.set(key, list);
      this.#bytesLeft -= NAMED_BYTES + key.length * 2;
    }
    return list;
  }

  #attribute(
    files: RollupFiles,
    specId: number,
    keys: string[],
    tuples: PartitionValue[][],
  ): void {
    const positions = keys.map(key => this.#positionsByPartition.get(key));
    const equality = keys.map(key => this.#equalityByPartition.get(key));
    const hash = new BigUint64Array(1);
    const halves = new Uint32Array(hash.buffer);
    for (let row = 0; row < files.partition.length; row++) {
      const place = files.partition[row];
      const sequenceNumber = files.sequenceNumber[row];
      let applicable =
        this.#globalEquality.countFrom(sequenceNumber + 1n) +
        (equality[place]?.countFrom(sequenceNumber + 1n) ?? 0);
      halves[0] = files.pathHashLow[row];
      halves[1] = files.pathHashHigh[row];
      const named = this.#named.size > 0 ? this.#named.get(hash[0]) : undefined;
      const vector = named?.vector;
      let deleted = 0n;
      if (vector && vector.sequenceNumber >= sequenceNumber) {
        applicable++;
        deleted = vector.recordCount;
      } else {
        applicable += positions[place]?.countFrom(sequenceNumber) ?? 0;
        if (named) {
          applicable += named.positions.countFrom(sequenceNumber);
          deleted = named.positions.recordsFrom(sequenceNumber);
        }
      }
      if (applicable === 0) continue;
      this.#touched++;
      this.#applicable += applicable;
      this.#maxApplicable = Math.max(this.#maxApplicable, applicable);
      this.#recordsByApplicable.set(
        applicable,
        (this.#recordsByApplicable.get(applicable) ?? 0n) +
          files.recordCount[row],
      );
      if (!named || deleted === 0n) continue;
      this.#keep({
        filePath: named.filePath,
        specId,
        partition: '',
        tuple: tuples[place],
        recordCount: files.recordCount[row],
        deletedRecords: deleted,
        deleteFiles: applicable,
      });
    }
  }

  /** Each row of a data file can be deleted once, whatever the deletes claim. Of one without rows, no share is. */
  #keep(file: DeletedFromFile & { tuple: PartitionValue[] }): void {
    const deletedRecords =
      file.deletedRecords < file.recordCount
        ? file.deletedRecords
        : file.recordCount;
    if (deletedRecords === 0n) return;
    this.#deletedByPosition += deletedRecords;
    const worst = this.#worst;
    const last = worst[worst.length - 1];
    if (worst.length >= MAX_FILES && shareOf(file) <= shareOf(last)) return;
    worst.push({ ...file, deletedRecords });
    worst.sort((a, b) => shareOf(b) - shareOf(a));
    if (worst.length > MAX_FILES) worst.pop();
  }
}

function shareOf({ deletedRecords, recordCount }: DeletedFromFile): number {
  return Math.min(1, Number(deletedRecords) / Number(recordCount));
}
