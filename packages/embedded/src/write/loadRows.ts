import {
  blobValue,
  DuckDBDataChunk,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
  listValue,
  mapValue,
  structValue,
} from '@duckdb/node-api';
import { quotedIdentifier } from '../engine/quoting';
import { ValidationError } from '../errors';
import type {
  FieldJson,
  SchemaJson,
  TypeJson,
} from '../metadata/TableMetadataJson';
import { parsePrimitiveType } from '../schema/primitiveType';

/** The engine takes so many rows at a time. */
const CHUNK_ROWS = 2048;

/**
 * Loads rows given as objects into a temporary table. Decimals, dates, times and UUIDs travel as text
 * and are cast when the rows are staged, so that nothing is rounded on the way.
 *
 * @returns the columns that the table has.
 * @throws ValidationError naming row and column of the first value that does not fit.
 */
export async function loadRows(
  connection: DuckDBConnection,
  table: string,
  rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
  schema: SchemaJson,
): Promise<string[]> {
  const columns = schema.fields.filter(
    field =>
      rows.length === 0 || rows.some(row => row[field.name] !== undefined),
  );
  refuseUnknownColumns(rows, schema);
  if (columns.length === 0) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${quotedIdentifier(
        table,
      )} AS SELECT 1 AS nothing FROM range(${rows.length})`,
    );
    return ['nothing'];
  }
  const definitions = columns.map(
    column => `${quotedIdentifier(column.name)} ${transportType(column.type)}`,
  );
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${quotedIdentifier(
      table,
    )} (${definitions.join(', ')})`,
  );
  const appender = await connection.createAppender(table);
  const types: DuckDBType[] = columns.map((_column, index) =>
    appender.columnType(index),
  );
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const slice = rows.slice(start, start + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, slice.length);
    chunk.setColumns(
      columns.map(column =>
        slice.map((row, index) =>
          transportValue(row[column.name], column, {
            row: start + index,
            path: column.name,
          }),
        ),
      ),
    );
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  return columns.map(column => column.name);
}

function refuseUnknownColumns(
  rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
  schema: SchemaJson,
): void {
  const known = new Set(schema.fields.map(field => field.name));
  for (const [index, row] of rows.entries()) {
    for (const name of Object.keys(row)) {
      if (!known.has(name)) {
        throw new ValidationError(
          `Row ${index} has a column '${name}' that the table does not have. Its columns are ${[
            ...known,
          ].join(', ')}.`,
        );
      }
    }
  }
}

/** The type in which values of a column travel to the engine. */
function transportType(type: TypeJson): string {
  if (typeof type !== 'string') {
    if (type.type === 'struct')
      return `STRUCT(${type.fields
        .map(
          field =>
            `${quotedIdentifier(field.name)} ${transportType(field.type)}`,
        )
        .join(', ')})`;
    if (type.type === 'list') return `${transportType(type.element)}[]`;
    return `MAP(${transportType(type.key)}, ${transportType(type.value)})`;
  }
  switch (parsePrimitiveType(type, 'a column').name) {
    case 'boolean':
      return 'BOOLEAN';
    case 'int':
      return 'INTEGER';
    case 'long':
      return 'BIGINT';
    case 'float':
    case 'double':
      return 'DOUBLE';
    case 'fixed':
    case 'binary':
      return 'BLOB';
    default:
      return 'VARCHAR';
  }
}

interface Place {
  row: number;
  path: string;
}

function transportValue(
  value: unknown,
  field: Pick<FieldJson, 'type'>,
  place: Place,
): DuckDBValue {
  if (value === undefined || value === null) return null;
  const { type } = field;
  if (typeof type !== 'string') return nestedValue(value, type, place);
  const primitive = parsePrimitiveType(type, 'a column');
  switch (primitive.name) {
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'int':
      if (
        typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= -(2 ** 31) &&
        value < 2 ** 31
      )
        return value;
      break;
    case 'long': {
      const whole = toBigInt(value);
      if (whole !== undefined && BigInt.asIntN(64, whole) === whole)
        return whole;
      break;
    }
    case 'float':
    case 'double':
      if (typeof value === 'number') return value;
      break;
    case 'fixed':
    case 'binary':
      if (
        value instanceof Uint8Array &&
        (primitive.name !== 'fixed' || value.length === primitive.length)
      )
        return blobValue(value);
      break;
    case 'decimal':
      if (
        typeof value === 'bigint' ||
        (typeof value === 'number' && Number.isFinite(value))
      )
        return String(value);
      if (typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value))
        return value;
      break;
    case 'date':
      if (value instanceof Date && !Number.isNaN(value.getTime()))
        return value.toISOString().slice(0, 10);
      if (typeof value === 'string') return value;
      break;
    case 'timestamp':
    case 'timestamptz':
    case 'timestamp_ns':
      if (value instanceof Date && !Number.isNaN(value.getTime()))
        return value
          .toISOString()
          .replace('Z', primitive.name === 'timestamptz' ? 'Z' : '');
      if (typeof value === 'string') return value;
      break;
    default:
      if (typeof value === 'string') return value;
  }
  throw unfit(value, type, place);
}

function nestedValue(
  value: unknown,
  type: Exclude<TypeJson, string>,
  place: Place,
): DuckDBValue {
  if (type.type === 'struct') {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw unfit(value, 'struct', place);
    const members = value as Record<string, unknown>;
    for (const name of Object.keys(members)) {
      if (!type.fields.some(field => field.name === name)) {
        throw new ValidationError(
          `Row ${place.row}: '${place.path}' has no field '${name}'.`,
        );
      }
    }
    return structValue(
      Object.fromEntries(
        type.fields.map(field => [
          field.name,
          transportValue(members[field.name], field, {
            ...place,
            path: `${place.path}.${field.name}`,
          }),
        ]),
      ),
    );
  }
  if (type.type === 'list') {
    if (!Array.isArray(value)) throw unfit(value, 'list', place);
    return listValue(
      value.map(item =>
        transportValue(
          item,
          { type: type.element },
          { ...place, path: `${place.path}.element` },
        ),
      ),
    );
  }
  const entries = value instanceof Map ? [...value.entries()] : value;
  if (!Array.isArray(entries))
    throw unfit(value, 'map (a Map, or an array of pairs)', place);
  return mapValue(
    entries.map(entry => {
      if (!Array.isArray(entry) || entry.length !== 2)
        throw unfit(entry, 'pair of key and value', place);
      if (entry[0] === null || entry[0] === undefined) {
        throw new ValidationError(
          `Row ${place.row}, column '${place.path}': a map has a null as a key.`,
        );
      }
      return {
        key: transportValue(
          entry[0],
          { type: type.key },
          { ...place, path: `${place.path}.key` },
        ),
        value: transportValue(
          entry[1],
          { type: type.value },
          { ...place, path: `${place.path}.value` },
        ),
      };
    }),
  );
}

function toBigInt(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return BigInt(value);
  if (typeof value === 'string' && /^-?\d{1,19}$/.test(value))
    return BigInt(value);
  return undefined;
}

function unfit(value: unknown, type: string, place: Place): ValidationError {
  const shown =
    value instanceof Uint8Array
      ? `${value.length} bytes`
      : `${typeof value} ${String(value).slice(0, 60)}`;
  return new ValidationError(
    `Row ${place.row}, column '${place.path}': ${shown} is not a value of type ${type}.`,
  );
}
