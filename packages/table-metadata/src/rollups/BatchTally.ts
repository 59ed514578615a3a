import { AvroCursor } from '../avro/AvroCursor';
import type { AvroNode } from '../avro/AvroNode';
import { compileRecordDecoder } from '../avro/compileRecordDecoder';
import { findAvroField } from '../avro/findAvroField';
import { partitionKey } from '../manifests';
import { partitionFields } from '../manifests/manifestFields';
import { partitionDecoder } from '../manifests/partitionDecoder';
import type { ManifestTable } from '../manifests';
import type { ManifestFile, PartitionSpec, PartitionValue } from '../model';
import { fits } from '../scanner/BoundColumn';
import type { EntryBatch } from '../scanner/EntryBatch';
import { NotOrdinaryError } from '../scanner/NotOrdinaryError';
import type { ScanHelpers } from '../scanner/ScanHelpers';
import { isInOrder } from './ColumnSample';
import type { RollupBuilder } from './RollupBuilder';

const DELETED = 2;
const ADDED = 1;

/** Adds batches of the quick scanner to a rollup. */
export class BatchTally {
  readonly #builder: RollupBuilder;
  readonly #helpers: ScanHelpers;
  readonly #decodePartition: (bytes: Uint8Array) => PartitionValue[];
  readonly #specId: number;
  readonly #inherited: { sequenceNumber: bigint; always: boolean };
  /** By number in the dictionary: place in the rollup. */
  readonly #places: number[] = [];
  #unpartitioned = -1;
  readonly #snapshots: number[] = [];
  readonly #fileFormats: number[] = [];
  readonly #sortOrders = new Map<number, number>();
  readonly #files: boolean;

  constructor(
    builder: RollupBuilder,
    helpers: ScanHelpers,
    manifest: ManifestFile,
    options: {
      spec: PartitionSpec;
      table: ManifestTable;
      schema: AvroNode;
      files: boolean;
    },
  ) {
    this.#builder = builder;
    this.#helpers = helpers;
    this.#specId = options.spec.specId;
    this.#files = options.files;
    this.#inherited = {
      sequenceNumber: manifest.sequenceNumber,
      always: manifest.sequenceNumber === 0n,
    };
    this.#decodePartition = tupleDecoder(options);
  }

  /**
   * @param bytes - The block that the batch was read from.
   * @throws NotOrdinaryError when the exact reader is needed.
   */
  add(batch: EntryBatch, rows: number, bytes: Buffer): void {
    const builder = this.#builder;
    const { status, content, fileSizeBytes, recordCount, hasBounds } = batch;
    const { sortOrderId, partition, snapshot, fileFormat } = batch;
    let lastOrder = -2;
    let run = 0;
    for (let row = 0; row < rows; row++) {
      builder.countStatus(status[row]);
      if (status[row] === DELETED) continue;
      const size = fileSizeBytes[row];
      const records = recordCount[row];
      if (content[row] !== 0 || size < 0 || records < 0)
        throw new NotOrdinaryError();
      const place = this.#placeOf(partition[row]);
      builder.addDataFile(size, records, place, hasBounds[row] === 1);
      count(this.#snapshots, snapshot[row] + 1);
      count(this.#fileFormats, fileFormat[row] + 1);
      if (sortOrderId[row] === lastOrder) run++;
      else {
        this.#countOrder(lastOrder, run);
        lastOrder = sortOrderId[row];
        run = 1;
      }
      if (this.#files) this.#addFile(batch, row, place, records);
    }
    this.#countOrder(lastOrder, run);
    this.#addBounds(batch, rows, bytes);
  }

  /** To be called once, after the last batch. */
  finish(manifest: ManifestFile): void {
    this.#checkUnusedPartitions();
    const { fileFormats, snapshots, seen, seenLarge } = this.#helpers;
    for (const [index, files = 0] of this.#fileFormats.entries()) {
      const format =
        index === 0 ? 'unknown' : textOf(fileFormats.bytesOf(index - 1));
      if (files > 0) this.#builder.countFormat(format, files);
    }
    for (const [index, files = 0] of this.#snapshots.entries()) {
      const id =
        index === 0
          ? manifest.addedSnapshotId
          : longOf(snapshots.bytesOf(index - 1));
      if (files > 0) this.#builder.countSnapshot(id?.toString() ?? '', files);
    }
    for (const [orderId, files] of this.#sortOrders)
      this.#builder.countSortOrder(orderId, files);
    for (let id = 0; id < seen.length; id++)
      if (seen[id] === 1) this.#builder.fieldsWithBounds.add(id);
    for (const id of seenLarge) this.#builder.fieldsWithBounds.add(id);
  }

  /** Partitions of deleted entries only count for nothing, but the exact reader would refuse what is wrong in them. */
  #checkUnusedPartitions(): void {
    const { partitions } = this.#helpers;
    for (let number = 0; number < partitions.size; number++)
      if (this.#places[number] === undefined)
        this.#decodePartition(partitions.bytesOf(number));
  }

  #placeOf(number: number): number {
    if (number < 0) {
      if (this.#unpartitioned < 0)
        this.#unpartitioned = this.#register(new Uint8Array(0));
      return this.#unpartitioned;
    }
    const known = this.#places[number];
    if (known !== undefined) return known;
    const place = this.#register(this.#helpers.partitions.bytesOf(number));
    this.#places[number] = place;
    return place;
  }

  #register(bytes: Uint8Array): number {
    const tuple = this.#decodePartition(bytes);
    return this.#builder.partitions.placeOf(
      partitionKey(this.#specId, tuple),
      tuple,
    );
  }

  #countOrder(orderId: number, files: number): void {
    if (files > 0)
      this.#sortOrders.set(
        orderId,
        (this.#sortOrders.get(orderId) ?? 0) + files,
      );
  }

  #addFile(
    batch: EntryBatch,
    row: number,
    place: number,
    records: number,
  ): void {
    const own = batch.sequenceNumber[row];
    let sequenceNumber = 0n;
    if (!Number.isNaN(own)) sequenceNumber = BigInt(own);
    else if (batch.status[row] === ADDED || this.#inherited.always)
      sequenceNumber = this.#inherited.sequenceNumber;
    this.#builder.addFileKey(
      batch.pathHashLow[row],
      batch.pathHashHigh[row],
      sequenceNumber,
      place,
      BigInt(records),
    );
  }

  #addBounds(
    { bounds, status }: EntryBatch,
    rows: number,
    bytes: Buffer,
  ): void {
    for (const [index, column] of bounds.entries()) {
      const sample = this.#builder.columns[index];
      const reader = this.#builder.readers[index];
      const { lower, upper } = column;
      if (column.kind === 'number') {
        const { lowerRest, upperRest } = column;
        for (let row = 0; row < rows; row++) {
          if (status[row] === DELETED) continue;
          const low = lowerRest ? lowerRest[row] : 0;
          const high = upperRest ? upperRest[row] : 0;
          if (
            isInOrder(lower[row], upper[row], low, high) &&
            sample.wantsNext()
          )
            sample.keepNumbers(lower[row], upper[row], low, high);
        }
      } else if (reader.kind === 'bytes') {
        const { lowerEnd, upperEnd } = column;
        for (let row = 0; row < rows; row++) {
          if (status[row] === DELETED) continue;
          const from = lower[row];
          const to = upper[row];
          if (
            from < 0 ||
            to < 0 ||
            !fits(reader, lowerEnd[row] - from) ||
            !fits(reader, upperEnd[row] - to)
          )
            continue;
          if (sample.wantsNext())
            sample.keepBytes(
              bytes,
              from,
              lowerEnd[row],
              bytes,
              to,
              upperEnd[row],
              reader.toOrdered,
            );
        }
      }
    }
  }
}

function tupleDecoder(options: {
  spec: PartitionSpec;
  table: ManifestTable;
  schema: AvroNode;
}): (bytes: Uint8Array) => PartitionValue[] {
  const convert = partitionDecoder(options.spec, options.table);
  const node = partitionNode(options.schema);
  const decode =
    node && compileRecordDecoder(node, partitionFields(options.spec.fields));
  return bytes =>
    convert(decode?.(new AvroCursor(bytes, { offset: 0, isCompressed: true })));
}

function partitionNode(schema: AvroNode): AvroNode | undefined {
  if (schema.kind !== 'record') return undefined;
  const file = findAvroField(schema, 2, ['data_file'])?.type;
  return file?.kind === 'record'
    ? findAvroField(file, 102, ['partition'])?.type
    : undefined;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function longOf(bytes: Uint8Array): bigint {
  return new AvroCursor(bytes, { offset: 0, isCompressed: true }).readLong();
}

function count(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
