import { CorruptMetadataError } from '../errors';
import type { AvroCursor } from './AvroCursor';
import type { AvroNode, AvroRecord } from './AvroNode';
import { compileSkip, pickBranch } from './compileSkip';
import { findAvroField } from './findAvroField';
import type {
  ProjectedField,
  ProjectedType,
  RecordProjection,
} from './RecordProjection';

/** Reads one value. */
type Decode = (cursor: AvroCursor) => unknown;

/**
 * Compiles a decoder for a record of the writer's schema. It gives the values of the projection's fields in their
 * order: `undefined` for one that is null, or that the writer's schema lacks.
 *
 * Types are checked here, once, and not with every record.
 *
 * @throws CorruptMetadataError when the schema is no record, or a wanted field has another type.
 */
export function compileRecordDecoder(
  node: AvroNode,
  projection: RecordProjection,
): (cursor: AvroCursor) => unknown[] {
  if (node.kind !== 'record')
    throw new CorruptMetadataError(
      `The Avro schema is of kind ${node.kind}, not a record`,
    );
  const slots = assignSlots(node, projection);
  const steps = node.fields.map(({ type }, index) => {
    const slot = slots.get(index);
    return slot === undefined
      ? { slot: -1, read: compileSkip(type) }
      : { slot, read: compileField(type, projection[slot]) };
  });
  const width = projection.length;
  return cursor => {
    const values: unknown[] = new Array(width).fill(undefined);
    for (const { slot, read } of steps) {
      if (slot < 0) read(cursor);
      else values[slot] = read(cursor);
    }
    return values;
  };
}

/** Place in the projection by place in the record. */
function assignSlots(
  node: AvroRecord,
  projection: RecordProjection,
): Map<number, number> {
  const slots = new Map<number, number>();
  for (const [slot, { id, names }] of projection.entries()) {
    const field = findAvroField(node, id, names);
    if (field) slots.set(node.fields.indexOf(field), slot);
  }
  return slots;
}

function compileField(node: AvroNode, field: ProjectedField): Decode {
  if (node.kind !== 'union') return compileTyped(node, field);
  const isPlain =
    node.branches.length === 2 &&
    node.branches.some(({ kind }) => kind === 'null');
  if (isPlain) {
    const nullIndex = node.branches.findIndex(({ kind }) => kind === 'null');
    const read = compileTyped(node.branches[1 - nullIndex], field);
    return cursor => {
      const index = cursor.readInt();
      if (index === nullIndex) return undefined;
      return index === 1 - nullIndex
        ? read(cursor)
        : pickBranch([], index, cursor);
    };
  }
  const branches = node.branches.map(branch => compileTyped(branch, field));
  return cursor => pickBranch(branches, cursor.readInt(), cursor)(cursor);
}

function compileTyped(node: AvroNode, field: ProjectedField): Decode {
  if (node.kind === 'null') return () => undefined;
  const read =
    typeof field.type === 'string'
      ? compileNamed(node, field, field.type)
      : compileNested(node, field.type);
  if (read) return read;
  throw new CorruptMetadataError(
    `"${field.names[0]}" is of the Avro type ${node.kind}, not ${describe(
      field.type,
    )}`,
  );
}

function compileNested(
  node: AvroNode,
  type: { record: RecordProjection } | { records: RecordProjection },
): Decode | undefined {
  if ('record' in type)
    return node.kind === 'record'
      ? compileRecordDecoder(node, type.record)
      : undefined;
  if (node.kind !== 'array' || node.items.kind !== 'record') return undefined;
  return compileList(
    node.items,
    compileRecordDecoder(node.items, type.records),
  );
}

function compileNamed(
  node: AvroNode,
  field: ProjectedField,
  type: Extract<ProjectedType, string>,
): Decode | undefined {
  switch (type) {
    case 'string':
      if (node.kind === 'string') return cursor => cursor.readString();
      return node.kind === 'enum'
        ? cursor => pickSymbol(node.symbols, cursor)
        : undefined;
    case 'number':
      if (node.kind === 'int') return cursor => cursor.readInt();
      return node.kind === 'long' ? readSafeLong : undefined;
    case 'bigint':
      if (node.kind === 'long') return cursor => cursor.readLong();
      return node.kind === 'int'
        ? cursor => BigInt(cursor.readInt())
        : undefined;
    case 'boolean':
      return node.kind === 'boolean'
        ? cursor => cursor.readBoolean()
        : undefined;
    case 'bytes':
      if (node.kind === 'bytes') return cursor => cursor.readBytes();
      return node.kind === 'fixed'
        ? cursor => cursor.readBytes(node.size)
        : undefined;
    case 'numbers':
    case 'bigints':
      if (node.kind !== 'array') return undefined;
      return compileList(
        node.items,
        compileTyped(node.items, {
          ...field,
          type: type === 'numbers' ? 'number' : 'bigint',
        }),
      );
    case 'bigintsById':
    case 'bytesById':
      return compileById(
        node,
        field,
        type === 'bytesById' ? 'bytes' : 'bigint',
      );
    case 'any':
      return compileAny(node);
  }
}

function compileAny(node: AvroNode): Decode {
  switch (node.kind) {
    case 'boolean':
      return cursor => cursor.readBoolean();
    case 'int':
      return cursor => cursor.readInt();
    case 'long':
      return cursor => cursor.readLong();
    case 'float':
      return cursor => cursor.readFloat();
    case 'double':
      return cursor => cursor.readDouble();
    case 'bytes':
      return cursor => cursor.readBytes();
    case 'fixed':
      return cursor => cursor.readBytes(node.size);
    case 'string':
      return cursor => cursor.readString();
    case 'enum':
      return cursor => pickSymbol(node.symbols, cursor);
    default: {
      // No partition value is nested.
      const skip = compileSkip(node);
      return cursor => {
        skip(cursor);
        return undefined;
      };
    }
  }
}

function compileList(items: AvroNode, read: Decode): Decode {
  return cursor => {
    const result: unknown[] = [];
    for (;;) {
      const count = cursor.readBlockCount(items.minBytes);
      if (count === 0) return result;
      for (let index = 0; index < count; index++) result.push(read(cursor));
    }
  };
}

function compileById(
  node: AvroNode,
  field: ProjectedField,
  type: 'bytes' | 'bigint',
): Decode | undefined {
  const valueField: ProjectedField = { names: field.names, type };
  if (node.kind === 'map') {
    return compileMap(
      cursor => Number(cursor.readString()),
      node.values,
      valueField,
      field,
    );
  }
  if (
    node.kind !== 'array' ||
    node.items.kind !== 'record' ||
    node.items.fields.length !== 2
  )
    return undefined;
  const [key, value] = node.items.fields;
  const readKey = compileTyped(key.type, {
    names: field.names,
    type: 'number',
  });
  return compileMap(readKey, value.type, valueField, field);
}

/** Ids below this are remembered in an array, which is much quicker than to ask two sets. */
const REMEMBERED_IDS = 4096;
const WANTED = 1;
const UNWANTED = 2;

function compileMap(
  readKey: Decode,
  values: AvroNode,
  valueField: ProjectedField,
  { only, seen }: ProjectedField,
): Decode {
  const readValue = compileField(values, valueField);
  const skipValue = compileSkip(values);
  const minBytes = 1 + values.minBytes;
  const remembered = new Uint8Array(REMEMBERED_IDS);
  const classify = (key: number): number => {
    const kind = only === undefined || only.has(key) ? WANTED : UNWANTED;
    remembered[key] = kind;
    return kind;
  };
  return cursor => {
    const result = new Map<number, unknown>();
    let isFirst = true;
    for (;;) {
      const count = cursor.readBlockCount(minBytes);
      if (count === 0) return result;
      for (let index = 0; index < count; index++) {
        const key = readKey(cursor) as number;
        seen?.add(key);
        if ((remembered[key] || classify(key)) === WANTED || isFirst) {
          const value = readValue(cursor);
          if (value !== undefined) result.set(key, value);
          isFirst = false;
        } else skipValue(cursor);
      }
    }
  };
}

function pickSymbol(symbols: string[], cursor: AvroCursor): string {
  const index = cursor.readInt();
  if (index >= 0 && index < symbols.length) return symbols[index];
  throw cursor.error(`there is no symbol ${index} in an enum`);
}

function readSafeLong(cursor: AvroCursor): number {
  const value = Number(cursor.readLong());
  if (!Number.isSafeInteger(value))
    throw cursor.error(`${value} is too large a number here`);
  return value;
}

function describe(type: ProjectedType): string {
  if (typeof type !== 'string')
    return 'record' in type ? 'a record' : 'a list of records';
  switch (type) {
    case 'number':
    case 'bigint':
      return 'an int or long';
    case 'numbers':
    case 'bigints':
      return 'a list of numbers';
    case 'bigintsById':
    case 'bytesById':
      return 'a map by field id';
    default:
      return type;
  }
}
