import type { FieldType, SchemaField } from '@lakehouse-portal/table-metadata';
import { quotedIdentifier, quotedString } from '../engine/quoting';
import { duckdbType } from './duckdbType';
import type { LayoutNode } from './FileLayout';

/**
 * SQL that turns what a file holds into what the table's schema says: fields matched by
 * id at every level, widened types cast, absent fields null (or their initial default).
 *
 * @param source - SQL of the file's value.
 * @param depth - Nesting of lambdas, so that their parameters differ.
 */
export function readExpression(
  type: FieldType,
  node: LayoutNode,
  source: string,
  depth = 0,
): string {
  if (node.kind !== type.kind) {
    return `CAST(${source} AS ${duckdbType(type)})`;
  }
  switch (type.kind) {
    case 'struct':
      return structExpression(type.fields, node, source, depth);
    case 'list': {
      const x = `x${depth}`;
      const element = readExpression(
        type.element,
        node.children[0],
        x,
        depth + 1,
      );
      return element === x
        ? source
        : `list_transform(${source}, lambda ${x}: ${element})`;
    }
    case 'map':
      return mapExpression(type, node, source, depth);
    default:
      return primitiveExpression(type.name, node, source);
  }
}

/** SQL of a field that a file does not have. */
export function missingExpression(field: SchemaField): string {
  const type = duckdbType(field.type);
  const value = field.initialDefault;
  if (
    value === undefined ||
    value === null ||
    field.type.kind !== 'primitive'
  ) {
    return `CAST(NULL AS ${type})`;
  }
  const text = quotedString(String(value));
  return type === 'BLOB' ? `from_hex(${text})` : `CAST(${text} AS ${type})`;
}

function structExpression(
  fields: SchemaField[],
  node: LayoutNode,
  source: string,
  depth: number,
): string {
  let same = fields.length === node.children.length;
  const parts = fields.map((field, index) => {
    const child = node.children.find(
      candidate => candidate.fieldId === field.id,
    );
    if (!child) {
      same = false;
      return `${quotedIdentifier(field.name)} := ${missingExpression(field)}`;
    }
    const access = `struct_extract(${source}, ${quotedString(child.name)})`;
    const value = readExpression(field.type, child, access, depth);
    same &&=
      value === access &&
      child.name === field.name &&
      node.children[index] === child;
    return `${quotedIdentifier(field.name)} := ${value}`;
  });
  return same
    ? source
    : `CASE WHEN ${source} IS NULL THEN NULL ELSE struct_pack(${parts.join(
        ', ',
      )}) END`;
}

function mapExpression(
  type: Extract<FieldType, { kind: 'map' }>,
  node: LayoutNode,
  source: string,
  depth: number,
): string {
  const x = `x${depth}`;
  const [keyAccess, valueAccess] = [`${x}.key`, `${x}.value`];
  const key = readExpression(type.key, node.children[0], keyAccess, depth + 1);
  const value = readExpression(
    type.value,
    node.children[1],
    valueAccess,
    depth + 1,
  );
  if (key === keyAccess && value === valueAccess) {
    return source;
  }
  const entry = `struct_pack(k := ${key}, v := ${value})`;
  return `map_from_entries(list_transform(map_entries(${source}), lambda ${x}: ${entry}))`;
}

function primitiveExpression(
  name: string,
  node: LayoutNode,
  source: string,
): string {
  const type = duckdbType({ kind: 'primitive', name });
  if (node.type === type) {
    return source;
  }
  if (type === 'UUID' && node.type === 'BLOB') {
    return `CAST(lower(hex(${source})) AS UUID)`;
  }
  if (
    type === 'TIMESTAMP WITH TIME ZONE' &&
    node.type.startsWith('TIMESTAMP')
  ) {
    // A file without the zone flag holds UTC all the same (spec, appendix A).
    return `timezone('UTC', CAST(${source} AS TIMESTAMP))`;
  }
  if (type === 'TIMESTAMP' && node.type === 'TIMESTAMP WITH TIME ZONE') {
    return `timezone('UTC', ${source})`;
  }
  return `CAST(${source} AS ${type})`;
}
