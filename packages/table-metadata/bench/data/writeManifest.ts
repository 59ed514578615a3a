import * as zlib from 'node:zlib';
import { compress } from 'snappyjs';
import { AvroWriter } from './AvroWriter';
import { manifestSchema } from './avroSchemas';
import type { EntryMaker, ManifestTotals } from './EntryMaker';
import type { TableShape } from './TableShape';

const SYNC = Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex');

/** Makes one manifest: the Avro file, and what is in it. */
export function writeManifest(
  shape: TableShape,
  maker: EntryMaker,
  manifest: number,
  entries: number,
): { bytes: Buffer; totals: ManifestTotals } {
  const file = new AvroWriter();
  const block = new AvroWriter();
  file.raw(Buffer.from('Obj\u0001', 'latin1'));
  const metadata = {
    'avro.schema': JSON.stringify(manifestSchema(shape.partitioning)),
    'avro.codec': shape.codec,
    'format-version': '2',
    content: 'data',
    'partition-spec-id': '0',
  };
  file.long(Object.keys(metadata).length);
  for (const [key, value] of Object.entries(metadata)) {
    file.text(key);
    file.text(value);
  }
  file.long(0);
  file.raw(SYNC);
  const totals = maker.write(block, manifest, entries, records => {
    const packed = pack(shape.codec, block.take());
    file.long(records);
    file.bytes(packed);
    file.raw(SYNC);
  });
  return { bytes: Buffer.from(file.take()), totals };
}

function pack(codec: TableShape['codec'], data: Buffer): Uint8Array {
  switch (codec) {
    case 'deflate':
      // As Iceberg's Java writer does by default.
      return zlib.deflateRawSync(data, { level: 9 });
    case 'zstandard':
      return zlib.zstdCompressSync(data);
    case 'snappy': {
      const checksum = Buffer.alloc(4);
      checksum.writeUInt32BE(zlib.crc32(data));
      return Buffer.concat([Buffer.from(compress(data)), checksum]);
    }
    default:
      return data;
  }
}
