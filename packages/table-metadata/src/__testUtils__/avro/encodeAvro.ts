import { pack, serializeContainer, sized, varint } from './AvroContainer';
import type { AvroSchema } from './AvroSchema';
import {
  AvroBranch,
  AvroRecordValue,
  type AvroValue,
  type DecodedAvro,
} from './decodeAvro';

/** Freedoms that the specification gives to a writer, and lies. */
export interface EncodeStyle {
  /** Items in each block of an array or map; default all. */
  itemsPerBlock?: number;
  /** Counts are written negative, followed by the size in bytes. */
  withSizes?: boolean;
  /** What to say of a size in bytes. */
  sizeOf?: (bytes: number) => bigint;
  /** Bytes more than needed for each number. */
  padding?: number;
}

/** Writes decoded records again. */
export function encodeAvro(
  decoded: DecodedAvro,
  style: EncodeStyle = {},
): Buffer {
  const { container, codec, schema } = decoded;
  const blocks = decoded.blocks.map((records, index) => ({
    count: BigInt(records.length),
    data: pack(
      codec,
      Buffer.concat(records.map(record => encodeValue(schema, record, style))),
    ),
    sync: container.blocks[index]?.sync ?? container.sync,
  }));
  return serializeContainer({ ...container, blocks });
}

export function encodeValue(
  schema: AvroSchema,
  value: AvroValue,
  style: EncodeStyle,
): Buffer {
  switch (schema.type) {
    case 'null':
      return Buffer.alloc(0);
    case 'boolean':
      return Buffer.from([value ? 1 : 0]);
    case 'int':
    case 'long':
    case 'enum':
      return varint(BigInt.asIntN(64, value as bigint), style.padding);
    case 'float': {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatLE(value as number);
      return bytes;
    }
    case 'double': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleLE(value as number);
      return bytes;
    }
    case 'bytes':
      return sized(value as Buffer);
    case 'string':
      return sized(Buffer.from(value as string));
    case 'fixed':
      return value as Buffer;
    case 'array':
      return encodeItems(
        (value as AvroValue[]).map(item =>
          encodeValue(schema.items, item, style),
        ),
        style,
      );
    case 'map':
      return encodeItems(
        [...(value as Map<string, AvroValue>)].map(([key, item]) =>
          Buffer.concat([
            sized(Buffer.from(key)),
            encodeValue(schema.values, item, style),
          ]),
        ),
        style,
      );
    case 'union': {
      const { index, value: inner } = value as AvroBranch;
      return Buffer.concat([
        varint(BigInt(index)),
        encodeValue(schema.branches[index], inner, style),
      ]);
    }
    case 'record':
      return Buffer.concat(
        schema.fields.map((field, index) =>
          encodeValue(
            field.schema,
            (value as AvroRecordValue).values[index],
            style,
          ),
        ),
      );
  }
}

function encodeItems(items: Buffer[], style: EncodeStyle): Buffer {
  const perBlock = style.itemsPerBlock ?? Math.max(1, items.length);
  const parts: Buffer[] = [];
  for (let start = 0; start < items.length; start += perBlock) {
    const block = items.slice(start, start + perBlock);
    const bytes = Buffer.concat(block);
    if (style.withSizes)
      parts.push(
        varint(BigInt(-block.length)),
        varint(style.sizeOf?.(bytes.length) ?? BigInt(bytes.length)),
      );
    else parts.push(varint(BigInt(block.length), style.padding));
    parts.push(bytes);
  }
  return Buffer.concat([...parts, varint(0n)]);
}
