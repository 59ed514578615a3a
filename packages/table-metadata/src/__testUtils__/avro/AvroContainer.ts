import * as zlib from 'node:zlib';
import { compress } from 'snappyjs';
import { uncompressSnappy } from '../../avro/uncompressSnappy';

/** An Avro file taken apart, so that each part can be changed on its own. Nothing in it is checked. */
export interface AvroContainer {
  header: Array<[key: string, value: Buffer]>;
  sync: Buffer;
  blocks: AvroBlock[];
  /** What follows the last block that could be told. */
  tail: Buffer;
}

export interface AvroBlock {
  count: bigint;
  /** As stored: packed. */
  data: Buffer;
  /** Claimed size, where it is not that of `data`. */
  size?: bigint;
  sync: Buffer;
}

/** @returns `undefined` when it is no Avro file as far as its header. */
export function parseContainer(bytes: Uint8Array): AvroContainer | undefined {
  const reader = new VarintReader(bytes, 4);
  if (Buffer.from(bytes.subarray(0, 4)).toString('latin1') !== 'Obj\u0001')
    return undefined;
  try {
    const header: AvroContainer['header'] = [];
    for (;;) {
      let count = reader.long();
      if (count === 0n) break;
      if (count < 0n) {
        count = -count;
        reader.long();
      }
      for (let index = 0n; index < count; index++)
        header.push([reader.bytes().toString(), reader.bytes()]);
    }
    const sync = reader.take(16);
    const blocks: AvroBlock[] = [];
    let good = reader.position;
    try {
      while (reader.position < bytes.length) {
        const count = reader.long();
        const data = reader.bytes();
        blocks.push({ count, data, sync: reader.take(16) });
        good = reader.position;
      }
    } catch {
      // The rest is kept as it is.
    }
    return { header, sync, blocks, tail: Buffer.from(bytes.subarray(good)) };
  } catch {
    return undefined;
  }
}

export function serializeContainer(container: AvroContainer): Buffer {
  const { header, sync, blocks, tail } = container;
  const parts: Buffer[] = [Buffer.from('Obj\u0001')];
  if (header.length > 0) parts.push(varint(BigInt(header.length)));
  for (const [key, value] of header)
    parts.push(sized(Buffer.from(key)), sized(value));
  parts.push(varint(0n), sync);
  for (const block of blocks)
    parts.push(
      varint(block.count),
      varint(block.size ?? BigInt(block.data.length)),
      block.data,
      block.sync,
    );
  return Buffer.concat([...parts, tail]);
}

export function headerValue(
  container: AvroContainer,
  key: string,
): string | undefined {
  return container.header.findLast(([name]) => name === key)?.[1].toString();
}

export function setHeader(
  container: AvroContainer,
  key: string,
  value: string,
): void {
  container.header = [
    ...container.header.filter(([name]) => name !== key),
    [key, Buffer.from(value)],
  ];
}

/** @throws when the data is damaged. */
export function unpack(codec: string, data: Buffer): Buffer {
  const maxOutputLength = 64 * 1024 * 1024;
  switch (codec) {
    case 'deflate':
      return zlib.inflateRawSync(data, { maxOutputLength });
    case 'zstandard':
      return zlib.zstdDecompressSync(data, { maxOutputLength });
    case 'snappy': {
      const result = Buffer.from(
        uncompressSnappy(data.subarray(0, -4), maxOutputLength),
      );
      if (zlib.crc32(result) !== data.readUInt32BE(data.length - 4))
        throw new Error('checksum');
      return result;
    }
    default:
      return data;
  }
}

export function pack(codec: string, data: Buffer): Buffer {
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

/** A long as Avro writes it. `padding`: bytes more than needed, which a reader may take or refuse. */
export function varint(value: bigint, padding = 0): Buffer {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  for (let index = 0; index < padding; index++) {
    bytes[bytes.length - 1] |= 0x80;
    bytes.push(0);
  }
  return Buffer.from(bytes);
}

export function sized(bytes: Buffer): Buffer {
  return Buffer.concat([varint(BigInt(bytes.length)), bytes]);
}

/** Reads Avro's basic encodings the plain way. Throws at the end of the bytes. */
export class VarintReader {
  position: number;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.position = position;
  }

  get isAtEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  long(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (this.isAtEnd) throw new Error('ends early');
      const byte = this.#bytes[this.position++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        const unsigned = BigInt.asUintN(64, value);
        return BigInt.asIntN(64, (unsigned >> 1n) ^ -(unsigned & 1n));
      }
    }
    throw new Error('a varint of more than 10 bytes');
  }

  take(length: number): Buffer {
    if (length < 0 || this.position + length > this.#bytes.length)
      throw new Error('ends early');
    const result = this.#bytes.subarray(this.position, this.position + length);
    this.position += length;
    return result;
  }

  bytes(): Buffer {
    return this.take(Number(this.long()));
  }
}
