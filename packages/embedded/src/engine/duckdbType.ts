import type { TypeJson } from '../metadata/TableMetadataJson';
import { parsePrimitiveType } from '../schema/primitiveType';
import { quotedIdentifier } from './quoting';

const NAMES: Record<string, string> = {
  boolean: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMP WITH TIME ZONE',
  timestamp_ns: 'TIMESTAMP_NS',
  string: 'VARCHAR',
  uuid: 'UUID',
  fixed: 'BLOB',
  binary: 'BLOB',
};

/**
 * The type that DuckDB gives a column.
 *
 * @param where - what has the type, for the message.
 * @throws ValidationError when the engine has no such type.
 */
export function duckdbType(type: TypeJson, where: string): string {
  if (typeof type === 'string') {
    const primitive = parsePrimitiveType(type, where);
    return primitive.name === 'decimal'
      ? `DECIMAL(${primitive.precision},${primitive.scale})`
      : NAMES[primitive.name];
  }
  if (type.type === 'struct') {
    return `STRUCT(${type.fields
      .map(
        field =>
          `${quotedIdentifier(field.name)} ${duckdbType(field.type, where)}`,
      )
      .join(', ')})`;
  }
  if (type.type === 'list') return `${duckdbType(type.element, where)}[]`;
  return `MAP(${duckdbType(type.key, where)}, ${duckdbType(
    type.value,
    where,
  )})`;
}
