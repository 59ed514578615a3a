import { AlreadyExistsError, ValidationError } from '../errors';
import type {
  FieldJson,
  SchemaJson,
  TypeJson,
} from '../metadata/TableMetadataJson';
import { createField, FieldIds, requireColumnName } from './createSchema';
import { findFieldByPath } from './findField';
import {
  formatPrimitiveType,
  parsePrimitiveType,
  type PrimitiveType,
} from './primitiveType';
import type { ColumnPosition, SchemaChange } from './SchemaChange';

/**
 * What evolution must not break.
 */
export interface EvolutionLimits {
  formatVersion: number;
  lastColumnId: number;
  /** Ids that the default partition spec or sort order is computed from. */
  sourceIds: ReadonlySet<number>;
}

/**
 * Applies changes in order to a copy of the schema.
 *
 * @throws ValidationError when a change does not fit the schema, AlreadyExistsError when a name is taken.
 */
export function evolveSchema(
  schema: SchemaJson,
  changes: SchemaChange[],
  limits: EvolutionLimits,
): { schema: SchemaJson; lastColumnId: number } {
  if (changes.length === 0)
    throw new ValidationError('A schema evolution needs at least one change.');
  const next: SchemaJson = structuredClone(schema);
  const ids = new FieldIds(limits.lastColumnId);
  for (const change of changes) apply(next, change, ids, limits);
  return { schema: next, lastColumnId: ids.last };
}

function apply(
  schema: SchemaJson,
  change: SchemaChange,
  ids: FieldIds,
  limits: EvolutionLimits,
): void {
  if (change.change === 'add') {
    const parentPath = change.parent ?? '';
    const siblings = structFields(schema, parentPath);
    if (change.column.required) {
      throw new ValidationError(
        `Column '${change.column.name}' cannot be added as required: rows that are there already have no value for it.`,
      );
    }
    requireFreeName(siblings, change.column.name, parentPath);
    siblings.push(
      createField(change.column, ids, parentPath, limits.formatVersion),
    );
    if (change.position)
      move(siblings, change.column.name, change.position, parentPath);
    return;
  }
  const { parentPath, siblings, field } = locate(schema, change.column);
  switch (change.change) {
    case 'drop':
      requireDroppable(schema, field, change.column, siblings, limits);
      siblings.splice(siblings.indexOf(field), 1);
      break;
    case 'rename':
      requireColumnName(change.newName, parentPath);
      requireFreeName(
        siblings.filter(sibling => sibling !== field),
        change.newName,
        parentPath,
      );
      field.name = change.newName;
      break;
    case 'widen':
      field.type = widen(field.type, change.type, change.column);
      break;
    case 'make-optional':
      if (schema['identifier-field-ids']?.includes(field.id)) {
        throw new ValidationError(
          `Column '${change.column}' identifies rows, so it must stay required.`,
        );
      }
      field.required = false;
      break;
    case 'move':
      move(siblings, field.name, change.position, parentPath);
      break;
    case 'set-doc':
      if (change.doc === '') delete field.doc;
      else field.doc = change.doc;
      break;
    default:
      throw new ValidationError(
        `'${(change as { change: string }).change}' is not a schema change.`,
      );
  }
}

/** The fields of the table, or of the struct at `path` (for lists and maps: of their element or value struct). */
function structFields(schema: SchemaJson, path: string): FieldJson[] {
  if (path === '') return schema.fields;
  const found = findFieldByPath(schema, path);
  if (!found)
    throw new ValidationError(
      `There is no column '${path}' to add a field to.`,
    );
  let type: TypeJson = found.type;
  if (typeof type !== 'string' && type.type === 'list') type = type.element;
  else if (typeof type !== 'string' && type.type === 'map') type = type.value;
  if (typeof type === 'string' || type.type !== 'struct')
    throw new ValidationError(
      `Column '${path}' is not a struct, so it has no fields.`,
    );
  return type.fields;
}

function locate(
  schema: SchemaJson,
  path: string,
): { parentPath: string; siblings: FieldJson[]; field: FieldJson } {
  const at = path.lastIndexOf('.');
  const parentPath = at < 0 ? '' : path.slice(0, at);
  const found = findFieldByPath(schema, path);
  if (!found) throw new ValidationError(`There is no column '${path}'.`);
  const parent =
    parentPath === '' ? undefined : findFieldByPath(schema, parentPath);
  if (
    parent &&
    (typeof parent.type === 'string' || parent.type.type !== 'struct')
  ) {
    throw new ValidationError(
      `'${path}' is the inside of a list or map: change the fields of its struct instead.`,
    );
  }
  const siblings = structFields(schema, parentPath);
  const field = siblings.find(candidate => candidate.id === found.id);
  if (!field) throw new ValidationError(`There is no column '${path}'.`);
  return { parentPath, siblings, field };
}

function requireFreeName(
  siblings: FieldJson[],
  name: string,
  parentPath: string,
): void {
  if (
    siblings.some(sibling => sibling.name.toLowerCase() === name.toLowerCase())
  ) {
    const path = parentPath === '' ? name : `${parentPath}.${name}`;
    throw new AlreadyExistsError(
      `Column '${path}' exists already (upper and lower case count as the same).`,
    );
  }
}

function requireDroppable(
  schema: SchemaJson,
  field: FieldJson,
  path: string,
  siblings: FieldJson[],
  limits: EvolutionLimits,
): void {
  if (siblings.length === 1)
    throw new ValidationError(
      `Column '${path}' is the only one there; a table or struct needs at least one.`,
    );
  if (schema['identifier-field-ids']?.includes(field.id))
    throw new ValidationError(
      `Column '${path}' identifies rows and cannot be dropped.`,
    );
  for (const id of idsWithin(field)) {
    if (limits.sourceIds.has(id)) {
      throw new ValidationError(
        `Column '${path}' is used by the partition spec or the sort order. Remove it there first.`,
      );
    }
  }
}

function idsWithin(field: FieldJson): number[] {
  return [field.id, ...idsOfType(field.type)];
}

function idsOfType(type: TypeJson): number[] {
  if (typeof type === 'string') return [];
  if (type.type === 'struct') return type.fields.flatMap(idsWithin);
  if (type.type === 'list')
    return [type['element-id'], ...idsOfType(type.element)];
  return [
    type['key-id'],
    type['value-id'],
    ...idsOfType(type.key),
    ...idsOfType(type.value),
  ];
}

/** Type promotions of the specification. */
function widen(type: TypeJson, to: string, path: string): TypeJson {
  if (typeof type !== 'string')
    throw new ValidationError(
      `Column '${path}' is nested; only primitive types can be widened.`,
    );
  const from = parsePrimitiveType(type, `column '${path}'`);
  const wanted = parsePrimitiveType(to, `column '${path}'`);
  if (!isWider(from, wanted)) {
    throw new ValidationError(
      `Column '${path}' cannot go from ${formatPrimitiveType(
        from,
      )} to ${formatPrimitiveType(
        wanted,
      )}: allowed are int to long, float to double, and decimals of the same scale to a greater precision.`,
    );
  }
  return formatPrimitiveType(wanted);
}

function isWider(from: PrimitiveType, to: PrimitiveType): boolean {
  if (from.name === 'int') return to.name === 'long';
  if (from.name === 'float') return to.name === 'double';
  return (
    from.name === 'decimal' &&
    to.name === 'decimal' &&
    from.scale === to.scale &&
    to.precision > from.precision
  );
}

function move(
  siblings: FieldJson[],
  name: string,
  position: ColumnPosition,
  parentPath: string,
): void {
  const place = parentPath === '' ? 'the table' : `'${parentPath}'`;
  const from = siblings.findIndex(sibling => sibling.name === name);
  const [field] = siblings.splice(from, 1);
  if ('first' in position) {
    siblings.unshift(field);
    return;
  }
  const other = 'before' in position ? position.before : position.after;
  const at = siblings.findIndex(sibling => sibling.name === other);
  if (at < 0)
    throw new ValidationError(
      `Cannot place '${name}' next to '${other}': there is no such column in ${place}.`,
    );
  siblings.splice('before' in position ? at : at + 1, 0, field);
}
