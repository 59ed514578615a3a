import type { DuckDBConnection } from '@duckdb/node-api';
import { quotedIdentifier } from '../engine/quoting';
import type {
  FieldJson,
  SchemaJson,
  TypeJson,
} from '../metadata/TableMetadataJson';
import { parsePrimitiveType } from '../schema/primitiveType';

interface Check {
  /** A condition that is true for a row that breaks the rule. */
  broken: string;
  message: string;
}

/**
 * Looks for rows that the table must not hold: nulls in required columns, infinite dates, maps with a key twice.
 *
 * @returns a sentence about the first rule that is broken, or undefined.
 */
export async function requiredViolations(
  connection: DuckDBConnection,
  table: string,
  schema: SchemaJson,
): Promise<string | undefined> {
  const checks = schema.fields.flatMap(field =>
    checksOf(field, quotedIdentifier(field.name), field.name, undefined),
  );
  if (checks.length === 0) return undefined;
  const counts = checks.map(check => `count(*) FILTER (WHERE ${check.broken})`);
  const [row] = (
    await connection.runAndReadAll(`SELECT ${counts.join(', ')} FROM ${table}`)
  ).getRowsJson();
  const first = row.findIndex(count => count !== '0' && count !== 0);
  return first < 0
    ? undefined
    : `${checks[first].message} (${row[first]} row(s)).`;
}

/** @param parent - a condition for the parent struct to be there. */
function checksOf(
  field: FieldJson,
  expression: string,
  path: string,
  parent: string | undefined,
): Check[] {
  const checks: Check[] = [];
  if (field.required) {
    const isNull = `${expression} IS NULL`;
    checks.push({
      broken: parent ? `${parent} AND ${isNull}` : isNull,
      message: `Column '${path}' is required, but rows have no value for it`,
    });
  }
  return [...checks, ...checksOfType(field.type, expression, path)];
}

function checksOfType(
  type: TypeJson,
  expression: string,
  path: string,
): Check[] {
  if (typeof type === 'string') {
    const primitive = parsePrimitiveType(type, `column '${path}'`);
    if (['date', 'timestamp', 'timestamptz'].includes(primitive.name)) {
      return [
        {
          broken: `isinf(${expression})`,
          message: `Column '${path}' cannot hold infinity, which Iceberg does not know`,
        },
      ];
    }
    return [];
  }
  if (type.type === 'struct') {
    return type.fields.flatMap(field =>
      checksOf(
        field,
        `${expression}.${quotedIdentifier(field.name)}`,
        `${path}.${field.name}`,
        `${expression} IS NOT NULL`,
      ),
    );
  }
  if (type.type === 'list') {
    return type['element-required']
      ? [
          {
            broken: `len(list_filter(${expression}, lambda x: x IS NULL)) > 0`,
            message: `The elements of '${path}' are required, but rows have nulls in it`,
          },
        ]
      : [];
  }
  const duplicates: Check = {
    broken: `len(list_distinct(map_keys(${expression}))) <> len(map_keys(${expression}))`,
    message: `The keys of the map '${path}' must be different, but rows have one twice`,
  };
  if (!type['value-required']) return [duplicates];
  return [
    duplicates,
    {
      broken: `len(list_filter(map_values(${expression}), lambda x: x IS NULL)) > 0`,
      message: `The values of '${path}' are required, but rows have nulls in it`,
    },
  ];
}
