import type { AvroFile } from '../avro';
import { decompressBlock } from '../avro/decompressBlock';
import {
  maxUnpackedBytes,
  readBlockHead,
  SYNC_BYTES,
} from '../avro/unpackAvroBlocks';
import { TableReadError } from '../errors';
import { maxEntriesOf } from '../manifests/maxEntriesOf';
import type { ManifestFile, PartitionSpec } from '../model';
import type { BoundColumn } from '../scanner/BoundColumn';
import { EntryBatch } from '../scanner/EntryBatch';
import { NotOrdinaryError } from '../scanner/NotOrdinaryError';
import { ScanHelpers } from '../scanner/ScanHelpers';
import { scannerFor } from '../scanner/scannerFor';
import { BatchTally } from './BatchTally';
import type { ManifestRollup } from './ManifestRollup';
import type { ManifestScope } from './ManifestScope';
import { RollupBuilder } from './RollupBuilder';

/** Entries that are held at once, whatever a block has. Writers put some thousand into one. */
const MAX_ROWS = 65_536;

/**
 * Rolls up a manifest of data files with the quick scanner, one block at a time. Yields now and then how much is
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
    codec: file.codec,
    files: scope.files,
  });
  const tally = new BatchTally(builder, helpers, manifest, {
    spec,
    table: scope.metadata,
    schema: file.schema,
    files: scope.files,
  });
  const batch = new EntryBatch(columns);
  try {
    let left = maxEntriesOf(manifest);
    for (const { bytes, records, start, end } of unpackBlocks(file)) {
      left -= records;
      if (left < 0 || !mayHave(bytes, records, file))
        throw new NotOrdinaryError();
      helpers.open(bytes);
      let position = 0;
      for (let done = 0; done < records; ) {
        const rows = Math.min(MAX_ROWS, records - done);
        batch.reserve(rows);
        position = scanner(bytes, position, bytes.length, rows, batch, helpers);
        tally.add(batch, rows, bytes);
        done += rows;
        yield (start + ((end - start) * done) / records) / file.bytes.length;
      }
      if (position !== bytes.length) throw new NotOrdinaryError();
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

/** Whether so many entries can be in the bytes at all. */
function mayHave(bytes: Buffer, records: number, { schema }: AvroFile) {
  return schema.minBytes > 0 && records * schema.minBytes <= bytes.length;
}

function* unpackBlocks(
  file: AvroFile,
): Generator<{ bytes: Buffer; records: number; start: number; end: number }> {
  const maxBytes = maxUnpackedBytes(file);
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
    if (unpackedBytes > maxBytes) throw new NotOrdinaryError();
    ratio = Math.max(ratio, bytes.length / Math.max(1, packed.length));
    yield {
      bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      records,
      start,
      end: dataEnd,
    };
    start = dataEnd + SYNC_BYTES;
  }
}
