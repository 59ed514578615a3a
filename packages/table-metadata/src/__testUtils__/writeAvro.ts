import * as zlib from 'node:zlib';
import avsc from 'avsc';
import { compress } from 'snappyjs';

/** avsc with longs as `bigint`, which is the reference that our decoder is tested against. */
export const longType = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(BigInt(value));
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: String,
  isValid: (value: unknown) =>
    typeof value === 'bigint' || Number.isSafeInteger(value),
  compare: (a: bigint, b: bigint) => Number(a > b) - Number(a < b),
});

const SYNC = Buffer.from('0123456789abcdef');

/** Writes an Avro object container file as engines do: records in blocks, any codec. */
export function writeAvro(
  schema: unknown,
  records: unknown[],
  options: {
    codec?: string;
    recordsPerBlock?: number;
    metadata?: Record<string, string>;
    wrapUnions?: boolean;
  } = {},
): Uint8Array {
  const { codec = 'null', recordsPerBlock = 1000 } = options;
  const type = avsc.Type.forSchema(schema as avsc.Schema, {
    registry: { long: longType },
    wrapUnions: options.wrapUnions ?? false,
  });
  const entries = {
    'avro.schema': JSON.stringify(schema),
    'avro.codec': codec,
    ...options.metadata,
  };
  const header = avsc.Type.forSchema({ type: 'map', values: 'bytes' }).toBuffer(
    Object.fromEntries(
      Object.entries(entries).map(([key, value]) => [key, Buffer.from(value)]),
    ),
  );
  const parts: Buffer[] = [Buffer.from('Obj\u0001'), header, SYNC];
  for (let start = 0; start < records.length; start += recordsPerBlock) {
    const block = records.slice(start, start + recordsPerBlock);
    const data = compressBlock(
      Buffer.concat(block.map(record => type.toBuffer(record))),
      codec,
    );
    parts.push(long(block.length), long(data.length), data, SYNC);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** A number as Avro writes it. */
export function long(value: number | bigint): Buffer {
  return longType.toBuffer(BigInt(value));
}

function compressBlock(data: Buffer, codec: string): Buffer {
  switch (codec) {
    case 'deflate':
      return zlib.deflateRawSync(data);
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
