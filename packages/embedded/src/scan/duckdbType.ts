import type { FieldType } from '@lakehouse-portal/table-metadata';
import { quotedIdentifier } from '../engine/quoting';
import { UnsupportedTypeError } from './errors';

const primitives: Record<string, string> = {
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
  // DuckDB has no zoned type of nanoseconds; the zone matters more than the last three digits.
  timestamptz_ns: 'TIMESTAMP WITH TIME ZONE',
  string: 'VARCHAR',
  uuid: 'UUID',
  binary: 'BLOB',
  unknown: 'INTEGER',
};

/**
 * The DuckDB type that holds values of an Iceberg type, as SQL.
 *
 * @throws UnsupportedTypeError for `variant`, `geometry`, `geography` and types of later versions.
 */
export function duckdbType(type: FieldType): string {
  switch (type.kind) {
    case 'struct': {
      const fields = type.fields.map(
        field => `${quotedIdentifier(field.name)} ${duckdbType(field.type)}`,
      );
      return `STRUCT(${fields.join(', ')})`;
    }
    case 'list':
      return `${duckdbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    default:
      return primitiveType(type.name);
  }
}

function primitiveType(name: string): string {
  const decimal = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(name);
  if (decimal) {
    return `DECIMAL(${decimal[1]},${decimal[2]})`;
  }
  if (/^fixed\[\d+\]$/.test(name)) {
    return 'BLOB';
  }
  const found = Object.hasOwn(primitives, name) ? primitives[name] : undefined;
  if (!found) {
    throw new UnsupportedTypeError(name);
  }
  return found;
}
