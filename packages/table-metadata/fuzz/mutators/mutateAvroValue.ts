import type { Random } from '../engine/Random';
import type { AvroSchema } from '../../src/__testUtils__/avro/AvroSchema';
import {
  AvroBranch,
  AvroRecordValue,
  type AvroValue,
  type DecodedAvro,
} from '../../src/__testUtils__/avro/decodeAvro';
import { INTERESTING_LONGS, INTERESTING_STRINGS } from './interesting';
import { mutateBytes } from './mutateBytes';

interface Slot {
  schema: AvroSchema;
  value: AvroValue;
  set(value: AvroValue): void;
}

/** Changes one value of one record, or the records themselves. */
export function mutateAvroValue(decoded: DecodedAvro, random: Random): void {
  const records = random.pick(decoded.blocks) ?? [];
  if (records.length === 0 || random.chance(0.1)) {
    mutateRecords(decoded, random);
    return;
  }
  const index = random.below(records.length);
  const slots = slotsOf(decoded.schema, records[index], value => {
    records[index] = value as AvroRecordValue;
  });
  const slot = random.pick(slots);
  slot.set(changed(slot, slots, random));
}

function mutateRecords({ blocks }: DecodedAvro, random: Random): void {
  const records = random.pick(blocks);
  if (!records || records.length === 0) {
    blocks.push([]);
    return;
  }
  const record = random.pick(records);
  switch (random.below(4)) {
    case 0:
      records.splice(random.below(records.length), 1);
      break;
    case 1:
      records.push(structuredRecord(record));
      break;
    case 2:
      records.reverse();
      break;
    default:
      blocks.push(records.splice(random.below(records.length)));
  }
}

/** A copy whose values can be changed without the original. */
function structuredRecord(record: AvroRecordValue): AvroRecordValue {
  const copy = (value: AvroValue): AvroValue => {
    if (value instanceof AvroRecordValue)
      return new AvroRecordValue(value.values.map(copy));
    if (value instanceof AvroBranch)
      return new AvroBranch(value.index, copy(value.value));
    if (Array.isArray(value)) return value.map(copy);
    if (value instanceof Map)
      return new Map([...value].map(([key, item]) => [key, copy(item)]));
    return value;
  };
  return copy(record) as AvroRecordValue;
}

/** All places of a value, the containers too. */
function slotsOf(
  schema: AvroSchema,
  value: AvroValue,
  set: (value: AvroValue) => void,
  slots: Slot[] = [],
): Slot[] {
  slots.push({ schema, value, set });
  if (value instanceof AvroRecordValue && schema.type === 'record') {
    for (const [index, field] of schema.fields.entries())
      slotsOf(
        field.schema,
        value.values[index],
        item => {
          value.values[index] = item;
        },
        slots,
      );
  } else if (value instanceof AvroBranch && schema.type === 'union') {
    slotsOf(
      schema.branches[value.index],
      value.value,
      item => {
        value.value = item;
      },
      slots,
    );
  } else if (Array.isArray(value) && schema.type === 'array') {
    for (const [index, item] of value.entries())
      slotsOf(
        schema.items,
        item,
        other => {
          value[index] = other;
        },
        slots,
      );
  }
  return slots;
}

function changed(
  { schema, value }: Slot,
  slots: Slot[],
  random: Random,
): AvroValue {
  const donors = slots.filter(slot => slot.schema.type === schema.type);
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return !value;
    case 'int':
    case 'long':
    case 'enum':
      return random.chance(0.5)
        ? random.pick([
            (value as bigint) + 1n,
            (value as bigint) - 1n,
            0n,
            1n,
            2n,
            3n,
          ])
        : random.pick(INTERESTING_LONGS);
    case 'float':
    case 'double':
      return random.pick([NaN, Infinity, -Infinity, -0, 5e-324, 1e308]);
    case 'string':
      return random.chance(0.4)
        ? (random.pick(donors).value as string)
        : random.pick([
            ...INTERESTING_STRINGS,
            Buffer.from(
              mutateBytes(Buffer.from(value as string), random),
            ).toString('utf8'),
          ]);
    case 'bytes':
      return Buffer.from(mutateBytes(value as Buffer, random));
    case 'fixed':
      return Buffer.from(random.bytes(schema.size));
    case 'array': {
      const items = value as AvroValue[];
      switch (random.below(4)) {
        case 0:
          return [];
        case 1:
          return items.slice(1);
        case 2:
          return [...items, ...items].slice(0, 200);
        default:
          return [...items].reverse();
      }
    }
    case 'map':
      return new Map([
        ...(value as Map<string, AvroValue>),
        [random.pick(INTERESTING_STRINGS), defaultOf(schema.values)],
      ]);
    case 'union': {
      const index = random.below(schema.branches.length);
      return new AvroBranch(index, defaultOf(schema.branches[index]));
    }
    case 'record':
      return random.pick(slots.filter(slot => slot.schema === schema)).value;
  }
}

/** Types that are nested deeper are left alone. */
const MAX_DEFAULT_DEPTH = 40;

/** No value is made of a type: it is nested too deep, or a union of nothing. */
export class NoValueError extends Error {
  readonly name = 'NoValueError';
}

function defaultOf(schema: AvroSchema, depth = 0): AvroValue {
  if (depth > MAX_DEFAULT_DEPTH) throw new NoValueError();
  switch (schema.type) {
    case 'null':
      return null;
    case 'boolean':
      return false;
    case 'int':
    case 'long':
    case 'enum':
      return 0n;
    case 'float':
    case 'double':
      return 0;
    case 'string':
      return '';
    case 'bytes':
      return Buffer.alloc(0);
    case 'fixed':
      return Buffer.alloc(schema.size);
    case 'array':
      return [];
    case 'map':
      return new Map();
    case 'union':
      if (schema.branches.length === 0) throw new NoValueError();
      return new AvroBranch(0, defaultOf(schema.branches[0], depth + 1));
    case 'record':
      return new AvroRecordValue(
        schema.fields.map(field => defaultOf(field.schema, depth + 1)),
      );
  }
}
