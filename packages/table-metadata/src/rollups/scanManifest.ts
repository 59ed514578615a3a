import type { AvroFile } from '../avro';
import { decompressBlock } from '../avro/decompressBlock';
import {
  MAX_UNPACKED_BYTES,
  readBlockHead,
  SYNC_BYTES,
} from '../avro/unpackAvroBlocks';
import { TableReadError } from '../errors';
import type { ManifestFile, PartitionSpec } from '../model';
import type { BoundColumn } from '../scanner/BoundColumn';
import type { BatchScanner } from '../scanner/compileBatchScanner';
import { EntryBatch } from '../scanner/EntryBatch';
import { NotOrdinaryError } from '../scanner/NotOrdinaryError';
import { ScanHelpers } from '../scanner/ScanHelpers';
import { scannerFor } from '../scanner/scannerFor';
import { BatchTally } from './BatchTally';
import type { ManifestRollup } from './ManifestRollup';
import type { ManifestScope } from './ManifestScope';
import { RollupBuilder } from './RollupBuilder';

/**
 * Rolls up a manifest of data files with the quick scanner, one block at a time. Yields after each block how much is
 * done, from 0 to 1, so that the caller can let others have a turn.
 *
 * @returns `undefined` when the manifest needs the exact reader: it is damaged, or written in a way that few write.
 */
export function* scanManifest(
  file: AvroFile,
  manifest: ManifestFile,
  spec: PartitionSpec,
  scope: ManifestScope,
  columns: BoundColumn[],
): Generator<number, ManifestRollup | undefined, undefined> {
  const scanner = scannerFor(file.schema, {
    columns,
    paths: scope.files,
  });
  if (!scanner) return undefined;
  const helpers = new ScanHelpers(columns);
  const builder = new RollupBuilder(manifest, columns, {
    specId: spec.specId,
    files: scope.files,
  });
  const tally = new BatchTally(builder, helpers, manifest, {
    spec,
    table: scope.metadata,
    schema: file.schema,
    files: scope.files,
  });
  const batch = new EntryBatch(columns.map(({ kind }) => kind));
  try {
    for (const { bytes, records, end } of unpackBlocks(file)) {
      scanBlock(scanner, bytes, records, file, batch, helpers);
      tally.add(batch, records, bytes);
      yield end / file.bytes.length;
    }
    tally.finish(manifest);
  } catch (error) {
    // What is wrong, and where, the exact reader finds out.
    if (error instanceof NotOrdinaryError || error instanceof TableReadError)
      return undefined;
    throw error;
  }
  return builder.build();
}

function scanBlock(
  scanner: BatchScanner,
  bytes: Buffer,
  records: number,
  { schema }: AvroFile,
  batch: EntryBatch,
  helpers: ScanHelpers,
): void {
  if (schema.minBytes === 0 || records * schema.minBytes > bytes.length)
    throw new NotOrdinaryError();
  batch.reserve(records);
  helpers.open(bytes);
  const end = scanner(bytes, 0, bytes.length, records, batch, helpers);
  if (end !== bytes.length) throw new NotOrdinaryError();
}

function* unpackBlocks(
  file: AvroFile,
): Generator<{ bytes: Buffer; records: number; end: number }> {
  let unpackedBytes = 0;
  let ratio = 2;
  for (let start = file.firstBlock; start < file.bytes.length; ) {
    const { records, dataStart, dataEnd } = readBlockHead(file, start);
    const packed = file.bytes.subarray(dataStart, dataEnd);
    const bytes = decompressBlock(
      file.codec,
      packed,
      start,
      packed.length * ratio * 1.1 + 1024,
    );
    unpackedBytes += bytes.length;
    if (unpackedBytes > MAX_UNPACKED_BYTES) throw new NotOrdinaryError();
    ratio = Math.max(ratio, bytes.length / Math.max(1, packed.length));
    yield {
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      records,
      end: dataEnd,
    };
    start = dataEnd + SYNC_BYTES;
  }
}
