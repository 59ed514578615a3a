import { quotedIdentifier } from '../engine/quoting';
import type {
  FieldJson,
  SchemaJson,
  TypeJson,
} from '../metadata/TableMetadataJson';
import { parsePrimitiveType } from '../schema/primitiveType';

/**
 * A rule that rows of a table keep.
 */
export interface RowRule {
  /** A SQL condition that is true for a row that breaks it. */
  broken: string;
  message: string;
}

/**
 * What the rows of a table must not have: nulls in required columns, infinite dates, maps with a key twice.
 */
export function rowRules(schema: SchemaJson): RowRule[] {
  return schema.fields.flatMap(field =>
    rulesOf(field, quotedIdentifier(field.name), field.name, undefined),
  );
}

/** @param parent - a condition for the parent struct to be there. */
function rulesOf(
  field: FieldJson,
  expression: string,
  path: string,
  parent: string | undefined,
): RowRule[] {
  const rules: RowRule[] = [];
  if (field.required) {
    const isNull = `${expression} IS NULL`;
    rules.push({
      broken: parent ? `${parent} AND ${isNull}` : isNull,
      message: `Column '${path}' is required, but rows have no value for it`,
    });
  }
  return [...rules, ...rulesOfType(field.type, expression, path)];
}

function rulesOfType(
  type: TypeJson,
  expression: string,
  path: string,
): RowRule[] {
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
      rulesOf(
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
  const duplicates: RowRule = {
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
