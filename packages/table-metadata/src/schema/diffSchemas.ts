import { stringifyExactJson } from '../json';
import type { FieldType, TableSchema } from '../model';
import { type FlatField, flattenSchema } from './flattenSchema';
import { formatType } from './formatType';
import { isPromotion } from './isPromotion';
import { movedFields } from './movedFields';
import { parsePrimitive } from './parsePrimitive';
import type { SchemaChange } from './SchemaChange';

/**
 * What changed from one schema to another, at every depth. Fields are the same field when they have the same id.
 *
 * Order: dropped, then changes of what stayed, then added, each in the order of its schema. A container that
 * is added or dropped is one change; its members are not listed again.
 * @public
 */
export function diffSchemas(
  from: TableSchema,
  to: TableSchema,
): SchemaChange[] {
  const before = index(from);
  const after = index(to);
  return [
    ...dropped(before, after),
    ...changed(before, after),
    ...added(before, after),
    ...identifiers(from, to, after),
  ];
}

function index(schema: TableSchema): Map<number, FlatField> {
  const fields = new Map<number, FlatField>();
  for (const field of flattenSchema(schema)) {
    if (!fields.has(field.id)) fields.set(field.id, field);
  }
  return fields;
}

function dropped(
  before: Map<number, FlatField>,
  after: Map<number, FlatField>,
): SchemaChange[] {
  const changes: SchemaChange[] = [];
  for (const field of before.values()) {
    if (
      after.has(field.id) ||
      (field.parentId !== undefined && !after.has(field.parentId))
    )
      continue;
    const type = formatType(field.type);
    changes.push({
      kind: 'dropped',
      fieldId: field.id,
      path: field.path,
      from: type,
      message: `Dropped ${field.path} (${type})`,
    });
  }
  return changes;
}

function added(
  before: Map<number, FlatField>,
  after: Map<number, FlatField>,
): SchemaChange[] {
  const changes: SchemaChange[] = [];
  for (const field of after.values()) {
    if (
      before.has(field.id) ||
      (field.parentId !== undefined && !before.has(field.parentId))
    )
      continue;
    const type = formatType(field.type);
    const need = field.required ? 'required' : 'optional';
    changes.push({
      kind: 'added',
      fieldId: field.id,
      path: field.path,
      to: type,
      message: `Added ${field.path} (${type}, ${need})`,
    });
  }
  return changes;
}

function changed(
  before: Map<number, FlatField>,
  after: Map<number, FlatField>,
): SchemaChange[] {
  const changes: SchemaChange[] = [];
  const moves = movedFields(before, after);
  for (const field of after.values()) {
    const old = before.get(field.id);
    if (!old) continue;
    const common = { fieldId: field.id, path: field.path };
    if (old.name !== field.name) {
      changes.push({
        ...common,
        kind: 'renamed',
        from: old.path,
        to: field.path,
        message: `Renamed ${old.path} to ${field.name}`,
      });
    }
    if (!hasSameShape(old.type, field.type)) {
      const types = { from: formatType(old.type), to: formatType(field.type) };
      const isWidening = isPromotion(old.type, field.type);
      const verb = isWidening ? 'Widened' : 'Changed';
      changes.push({
        ...common,
        ...types,
        kind: 'type-changed',
        isWidening,
        message: `${verb} ${field.path} from ${types.from} to ${types.to}`,
      });
    }
    if (old.required !== field.required) {
      const kind = field.required ? 'made-required' : 'made-optional';
      changes.push({
        ...common,
        kind,
        message: `Made ${field.path} ${
          field.required ? 'required' : 'optional'
        }`,
      });
    }
    const move = moves.get(field.id);
    if (move)
      changes.push({
        ...common,
        ...move,
        kind: 'moved',
        message: `Moved ${field.path} ${move.to}`,
      });
    if (old.doc !== field.doc) changes.push(docChange(old, field));
    if (textOf(old.writeDefault) !== textOf(field.writeDefault))
      changes.push(defaultChange(old, field, 'writeDefault'));
    if (textOf(old.initialDefault) !== textOf(field.initialDefault))
      changes.push(defaultChange(old, field, 'initialDefault'));
  }
  return changes;
}

function docChange(old: FlatField, field: FlatField): SchemaChange {
  return {
    kind: 'doc-changed',
    fieldId: field.id,
    path: field.path,
    ...optional('from', old.doc),
    ...optional('to', field.doc),
    message: `${docVerb(old, field)} ${field.path}`,
  };
}

function defaultChange(
  old: FlatField,
  field: FlatField,
  key: 'writeDefault' | 'initialDefault',
): SchemaChange {
  const name =
    key === 'writeDefault'
      ? `default of ${field.path}`
      : `value of ${field.path} in rows from before it was added`;
  const to = textOf(field[key]);
  return {
    kind: 'default-changed',
    fieldId: field.id,
    path: field.path,
    ...optional('from', old[key]),
    ...optional('to', field[key]),
    message:
      to === undefined ? `Removed the ${name}` : `Set the ${name} to ${to}`,
  };
}

function docVerb(old: FlatField, field: FlatField): string {
  if (old.doc === undefined) return 'Documented';
  return field.doc === undefined ? 'Removed the doc of' : 'Changed the doc of';
}

/** Containers are compared by kind alone: what is inside is compared field by field. */
function hasSameShape(a: FieldType, b: FieldType): boolean {
  if (a.kind !== 'primitive' || b.kind !== 'primitive')
    return a.kind === b.kind;
  return spellingOf(a.name) === spellingOf(b.name);
}

/** The same for names of the same type: spacing is none of its parts, and geometries need not say the defaults. */
function spellingOf(name: string): string {
  const { base, crs, edgeAlgorithm } = parsePrimitive(name);
  return crs === undefined
    ? name.replace(/\s+/g, '')
    : [base, crs, edgeAlgorithm].join();
}

function optional(
  key: 'from' | 'to',
  value: unknown,
): { from?: string; to?: string } {
  const text = textOf(value);
  return text === undefined ? {} : { [key]: text };
}

/** A default may be a list or an object. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || value === undefined
    ? value
    : stringifyExactJson(value);
}

function identifiers(
  from: TableSchema,
  to: TableSchema,
  after: Map<number, FlatField>,
): SchemaChange[] {
  const names = (schema: TableSchema): string =>
    schema.identifierFieldIds
      .map(id => after.get(id)?.path ?? `field ${id}`)
      .sort()
      .join(', ');
  const [old, now] = [names(from), names(to)];
  if (old === now) return [];
  const message =
    now === ''
      ? 'Removed the identifier fields'
      : `Set the identifier fields to ${now}`;
  return [
    { kind: 'identifier-changed', path: now, from: old, to: now, message },
  ];
}
