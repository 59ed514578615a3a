import type { AvroSchema } from '../avro/AvroSchema';
import {
  AvroBranch,
  AvroRecordValue,
  type AvroValue,
} from '../avro/decodeAvro';

/** A plain value: records as objects, whole numbers as number or bigint, absent values null or undefined. */
export type PlainValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PlainValue[]
  | { [name: string]: PlainValue };

/** Turns a plain value into what the encoder takes. Of a union of null and a type, the one that fits. */
export function toAvroValue(schema: AvroSchema, value: PlainValue): AvroValue {
  switch (schema.type) {
    case 'union': {
      const isAbsent = value === null || value === undefined;
      const index = schema.branches.findIndex(
        ({ type }) => (type === 'null') === isAbsent,
      );
      return new AvroBranch(index, toAvroValue(schema.branches[index], value));
    }
    case 'record': {
      const record = value as { [name: string]: PlainValue };
      return new AvroRecordValue(
        schema.fields.map(({ name, schema: type }) =>
          toAvroValue(type, record[name]),
        ),
      );
    }
    case 'array':
      return (value as PlainValue[]).map(item =>
        toAvroValue(schema.items, item),
      );
    case 'null':
      return null;
    case 'int':
    case 'long':
      return BigInt(value as number | bigint);
    case 'bytes':
      return Buffer.from(value as Uint8Array);
    default:
      return value as AvroValue;
  }
}
