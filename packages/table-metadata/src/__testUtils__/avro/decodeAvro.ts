import type { AvroSchema } from './AvroSchema';
import {
  type AvroContainer,
  headerValue,
  parseContainer,
  unpack,
  VarintReader,
} from './AvroContainer';
import { parseSchema } from './AvroSchema';

/** A decoded value; of a union, the branch is kept. */
export type AvroValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | AvroValue[]
  | Map<string, AvroValue>
  | AvroBranch
  | AvroRecordValue;

export class AvroBranch {
  constructor(public index: number, public value: AvroValue) {}
}

export class AvroRecordValue {
  constructor(public values: AvroValue[]) {}
}

/** An Avro file with its records, decoded the plain way: the reference for the reader, and what mutators change. */
export interface DecodedAvro {
  container: AvroContainer;
  codec: string;
  schema: AvroSchema;
  /** The records of each block. */
  blocks: AvroRecordValue[][];
}

/** @throws on any damage, and on more than 200,000 values. */
export function decodeAvro(bytes: Uint8Array): DecodedAvro {
  const container = parseContainer(bytes);
  if (!container || container.tail.length > 0) throw new Error('no Avro file');
  const codec = headerValue(container, 'avro.codec') ?? 'null';
  const schema = parseSchema(
    JSON.parse(headerValue(container, 'avro.schema') ?? ''),
  );
  const budget = { left: 200_000 };
  const blocks = container.blocks.map(block => {
    const reader = new VarintReader(unpack(codec, block.data));
    const records: AvroRecordValue[] = [];
    for (let index = 0n; index < block.count; index++)
      records.push(decodeValue(schema, reader, budget) as AvroRecordValue);
    if (!reader.isAtEnd) throw new Error('bytes left');
    return records;
  });
  return { container, codec, schema, blocks };
}

function decodeValue(
  schema: AvroSchema,
  reader: VarintReader,
  budget: { left: number },
): AvroValue {
  if (budget.left-- <= 0) throw new Error('too many values');
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return reader.take(1)[0] !== 0;
    case 'int':
    case 'long':
      return reader.long();
    case 'float':
      return reader.take(4).readFloatLE();
    case 'double':
      return reader.take(8).readDoubleLE();
    case 'bytes':
      return reader.bytes();
    case 'string':
      return reader.bytes().toString('utf8');
    case 'fixed':
      return reader.take(schema.size);
    case 'enum':
      return reader.long();
    case 'array':
      return decodeItems(reader, () =>
        decodeValue(schema.items, reader, budget),
      );
    case 'map':
      return new Map(
        decodeItems(reader, () => [
          reader.bytes().toString('utf8'),
          decodeValue(schema.values, reader, budget),
        ]),
      );
    case 'union': {
      const index = Number(reader.long());
      const branch = schema.branches[index];
      if (!branch) throw new Error('no such branch');
      return new AvroBranch(index, decodeValue(branch, reader, budget));
    }
    case 'record':
      return new AvroRecordValue(
        schema.fields.map(field => decodeValue(field.schema, reader, budget)),
      );
  }
}

function decodeItems<T>(reader: VarintReader, item: () => T): T[] {
  const items: T[] = [];
  for (;;) {
    let count = reader.long();
    if (count === 0n) return items;
    if (count < 0n) {
      count = -count;
      reader.long();
    }
    for (let index = 0n; index < count; index++) items.push(item());
  }
}
