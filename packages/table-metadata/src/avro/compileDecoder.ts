import type {
  AvroArray,
  AvroMap,
  AvroNode,
  AvroRecord,
  AvroUnion,
} from './AvroNode';
import type { AvroCursor } from './AvroCursor';
import { AvroFormatError } from '../errors';

/** Reads one value. */
export type Decode = (cursor: AvroCursor) => unknown;

type Skip = (cursor: AvroCursor) => void;

/**
 * Fields of a record that are wanted, under the names of our own. What is not wanted is skipped without being decoded:
 * statistics are most of a manifest.
 */
export interface RecordProjection {
  [key: string]: {
    /** Iceberg's field id; decides where the writer gave ids. */
    id?: number;
    /** Names that decide where the writer gave no id to the field. */
    names: string[];
    /** For a record inside. */
    fields?: RecordProjection;
  };
}

/**
 * Compiles a decoder for a record, which makes plain objects with the keys of the projection. A key is absent when
 * the writer's schema lacks the field.
 *
 * @throws AvroFormatError when the schema is no record.
 */
export function compileRecordDecoder<T>(
  node: AvroNode,
  projection: RecordProjection,
): (cursor: AvroCursor) => T {
  if (node.kind !== 'record')
    throw new AvroFormatError(
      `The Avro schema is of kind ${node.kind}, not a record`,
    );
  return compileProjected(node, projection) as (cursor: AvroCursor) => T;
}

function compileProjected(
  node: AvroRecord,
  projection: RecordProjection,
): Decode {
  const keys = new Map<number, string>();
  for (const [key, wanted] of Object.entries(projection)) {
    const byId =
      wanted.id === undefined
        ? -1
        : node.fields.findIndex(({ fieldId }) => fieldId === wanted.id);
    const found =
      byId >= 0
        ? byId
        : node.fields.findIndex(
            ({ fieldId, name }) =>
              fieldId === undefined && wanted.names.includes(name),
          );
    if (found >= 0) keys.set(found, key);
  }
  const steps = node.fields.map(({ type }, index) => {
    const key = keys.get(index);
    if (key === undefined) return { key: undefined, read: compileSkip(type) };
    return { key, read: compileValue(type, projection[key].fields) };
  });
  return cursor => {
    const result: Record<string, unknown> = {};
    for (const { key, read } of steps) {
      if (key === undefined) read(cursor);
      else result[key] = read(cursor);
    }
    return result;
  };
}

function compileValue(node: AvroNode, fields?: RecordProjection): Decode {
  switch (node.kind) {
    case 'null':
      return () => null;
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
    case 'string':
      return cursor => cursor.readString();
    case 'fixed':
      return cursor => cursor.readBytes(node.size);
    case 'enum':
      return cursor => node.symbols[cursor.readInt()];
    case 'array':
      return compileArray(node, fields);
    case 'map':
      return compileMap(node);
    case 'union': {
      const branches = node.branches.map(branch =>
        compileValue(branch, fields),
      );
      return cursor => pick(branches, cursor)(cursor);
    }
    case 'record':
      return fields ? compileProjected(node, fields) : compileWholeRecord(node);
  }
}

function compileWholeRecord(node: AvroRecord): Decode {
  const steps = node.fields.map(({ name, type }) => ({
    name,
    read: compileValue(type),
  }));
  return cursor => {
    const result: Record<string, unknown> = Object.create(null);
    for (const { name, read } of steps) result[name] = read(cursor);
    return result;
  };
}

/** Arrays of records `key` and `value` are how Avro writes maps whose keys are no strings: they become a `Map`. */
function compileArray(node: AvroArray, fields?: RecordProjection): Decode {
  const { items } = node;
  if (
    items.kind === 'record' &&
    items.fields.length === 2 &&
    items.fields[0].name === 'key' &&
    items.fields[1].name === 'value'
  ) {
    const readKey = compileValue(items.fields[0].type);
    const readValue = compileValue(items.fields[1].type);
    return cursor => {
      const result = new Map<unknown, unknown>();
      eachItem(cursor, items.minBytes, () => {
        const key = readKey(cursor);
        result.set(key, readValue(cursor));
      });
      return result;
    };
  }
  const read = compileValue(items, fields);
  return cursor => {
    const result: unknown[] = [];
    eachItem(cursor, items.minBytes, () => result.push(read(cursor)));
    return result;
  };
}

function compileMap(node: AvroMap): Decode {
  const read = compileValue(node.values);
  return cursor => {
    const result = new Map<unknown, unknown>();
    eachItem(cursor, 1 + node.values.minBytes, () => {
      const key = cursor.readString();
      result.set(key, read(cursor));
    });
    return result;
  };
}

function eachItem(
  cursor: AvroCursor,
  minBytes: number,
  visit: () => void,
): void {
  for (;;) {
    const { count } = cursor.readBlockHead(minBytes);
    if (count === 0) return;
    for (let index = 0; index < count; index++) visit();
  }
}

function compileSkip(node: AvroNode): Skip {
  switch (node.kind) {
    case 'null':
      return () => undefined;
    case 'boolean':
      return cursor => cursor.skip(1);
    case 'int':
    case 'long':
    case 'enum':
      return cursor => cursor.skipVarint();
    case 'float':
      return cursor => cursor.skip(4);
    case 'double':
      return cursor => cursor.skip(8);
    case 'bytes':
    case 'string':
      return cursor => cursor.skipBytes();
    case 'fixed':
      return cursor => cursor.skip(node.size);
    case 'array':
      return compileSkipItems(compileSkip(node.items), node.items.minBytes);
    case 'map': {
      const skipValue = compileSkip(node.values);
      return compileSkipItems(cursor => {
        cursor.skipBytes();
        skipValue(cursor);
      }, 1 + node.values.minBytes);
    }
    case 'union':
      return compileSkipUnion(node);
    case 'record': {
      const skips = node.fields.map(({ type }) => compileSkip(type));
      return cursor => {
        for (const skip of skips) skip(cursor);
      };
    }
  }
}

function compileSkipItems(skipItem: Skip, minBytes: number): Skip {
  return cursor => {
    for (;;) {
      const { count, sizeBytes } = cursor.readBlockHead(minBytes);
      if (count === 0) return;
      if (sizeBytes !== undefined) cursor.skip(sizeBytes);
      else for (let index = 0; index < count; index++) skipItem(cursor);
    }
  };
}

function compileSkipUnion(node: AvroUnion): Skip {
  const branches = node.branches.map(compileSkip);
  return cursor => pick(branches, cursor)(cursor);
}

function pick<T>(branches: T[], cursor: AvroCursor): T {
  const index = cursor.readInt();
  if (index < 0 || index >= branches.length)
    throw cursor.error(`branch ${index} of a union of ${branches.length}`);
  return branches[index];
}
