import { CorruptMetadataError } from '../errors';
import type { AvroCursor } from './AvroCursor';
import type { AvroNode, AvroRecord } from './AvroNode';
import { compileEntryMap, keyAndValue } from './compileEntryMap';
import { compileIdMap } from './compileIdMap';
import { compileNamedValues } from './compileNamedValues';
import { compileSkip, pickBranch } from './compileSkip';
import type { Decode } from './Decode';
import { findAvroField } from './findAvroField';
import { orNull, withoutNull } from './nullable';
import type {
  ProjectedField,
  ProjectedType,
  RecordProjection,
} from './RecordProjection';

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
  type: Exclude<ProjectedType, string>,
): Decode | undefined {
  if ('record' in type) {
    if (node.kind === 'record') return compileRecordDecoder(node, type.record);
    return type.orByName
      ? compileNamedValues(node, type.record, compileField)
      : undefined;
  }
  if (node.kind !== 'array') return undefined;
  const items = withoutNull(node.items);
  if (items.kind !== 'record') return undefined;
  return compileList(
    node.items,
    orNull(node.items, compileRecordDecoder(items, type.records)),
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
        compileField(node.items, {
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

/** Partitions are in microseconds; writers whose Avro types are in milliseconds mean those, and engines read them so. */
function isMillis(logicalType: string | undefined): boolean {
  return (
    logicalType === 'timestamp-millis' ||
    logicalType === 'local-timestamp-millis'
  );
}

function compileAny(node: AvroNode): Decode {
  switch (node.kind) {
    case 'boolean':
      return cursor => cursor.readBoolean();
    case 'int':
      return node.logicalType === 'time-millis'
        ? cursor => BigInt(cursor.readInt()) * 1000n
        : cursor => cursor.readInt();
    case 'long':
      return isMillis(node.logicalType)
        ? cursor => cursor.readLong() * 1000n
        : cursor => cursor.readLong();
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
      cursor.takeItems(result.length + count, count);
      for (let index = 0; index < count; index++) {
        const item = read(cursor);
        if (item !== undefined) result.push(item);
      }
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
    return compileIdMap(
      {
        readKey: cursor => Number(cursor.readString()),
        readValue: compileField(node.values, valueField),
        values: node.values,
      },
      field,
    );
  }
  if (node.kind !== 'array') return undefined;
  const record = withoutNull(node.items);
  if (record.kind !== 'record') return undefined;
  const parts = keyAndValue(record);
  if (!parts) return undefined;
  const readKey = compileField(parts.key.type, {
    names: field.names,
    type: 'number',
  });
  const readValue = compileField(parts.value.type, valueField);
  const isPlain =
    record === node.items &&
    parts.key.type.kind !== 'union' &&
    record.fields.length === 2 &&
    record.fields[0] === parts.key;
  return isPlain
    ? compileIdMap({ readKey, readValue, values: parts.value.type }, field)
    : compileEntryMap(
        node.items,
        record,
        { ...parts, readKey, readValue },
        field,
      );
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
