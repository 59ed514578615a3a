import type { SchemaJson, TypeJson } from '../metadata/TableMetadataJson';
import { quotedIdentifier } from './quoting';

/**
 * SQL that says where a row has a negative zero, which equals 0 and isn't the same value: for each column that can
 * have one a boolean, or a list or struct of them in its shape.
 */
export function negativeZeros(schema: SchemaJson): string[] {
  return schema.fields.flatMap(
    ({ name, type }) => shapeOf(type, quotedIdentifier(name), 0) ?? [],
  );
}

/** SQL that is true for a row that has a negative zero anywhere; undefined where no column can have one. */
export function hasNegativeZero(schema: SchemaJson): string | undefined {
  const conditions = schema.fields.flatMap(
    ({ name, type }) => anyOf(type, quotedIdentifier(name), 0) ?? [],
  );
  return conditions.length === 0 ? undefined : conditions.join(' OR ');
}

function isNegativeZero(expression: string): string {
  return `(${expression} = 0 AND signbit(${expression}))`;
}

function shapeOf(
  type: TypeJson,
  expression: string,
  depth: number,
): string | undefined {
  if (typeof type === 'string')
    return isFloating(type) ? isNegativeZero(expression) : undefined;
  if (type.type === 'struct') {
    const parts = type.fields.flatMap(
      field =>
        shapeOf(field.type, memberOf(expression, field.name), depth) ?? [],
    );
    return parts.length === 0 ? undefined : `row(${parts.join(', ')})`;
  }
  const parts = repeatedParts(type, expression).flatMap(([part, list]) => {
    const item = `x${depth}`;
    const shape = shapeOf(part, item, depth + 1);
    return shape === undefined
      ? []
      : [`list_transform(${list}, lambda ${item}: ${shape})`];
  });
  return parts.length === 0 ? undefined : `row(${parts.join(', ')})`;
}

function anyOf(
  type: TypeJson,
  expression: string,
  depth: number,
): string | undefined {
  if (typeof type === 'string')
    return isFloating(type) ? isNegativeZero(expression) : undefined;
  const parts =
    type.type === 'struct'
      ? type.fields.flatMap(
          field =>
            anyOf(field.type, memberOf(expression, field.name), depth) ?? [],
        )
      : repeatedParts(type, expression).flatMap(([part, list]) => {
          const item = `x${depth}`;
          const any = anyOf(part, item, depth + 1);
          return any === undefined
            ? []
            : [`len(list_filter(${list}, lambda ${item}: ${any})) > 0`];
        });
  return parts.length === 0 ? undefined : `(${parts.join(' OR ')})`;
}

/** The types of what is repeated in a list or map, each with the list of its values. */
function repeatedParts(
  type: Exclude<TypeJson, string | { type: 'struct' }>,
  expression: string,
): Array<[TypeJson, string]> {
  return type.type === 'list'
    ? [[type.element, expression]]
    : [
        [type.key, `map_keys(${expression})`],
        [type.value, `map_values(${expression})`],
      ];
}

function memberOf(expression: string, name: string): string {
  return `${expression}.${quotedIdentifier(name)}`;
}

function isFloating(type: string): boolean {
  return type === 'float' || type === 'double';
}
