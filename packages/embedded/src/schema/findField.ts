import type {
  FieldJson,
  SchemaJson,
  TypeJson,
} from '../metadata/TableMetadataJson';

/**
 * A field with its place in the schema.
 */
export interface FoundField {
  id: number;
  path: string;
  type: TypeJson;
  required: boolean;
  /** True inside a list or map: one row has many values. */
  repeated: boolean;
  /** True when a parent is optional, so that a required field may still be absent. */
  optionalParent: boolean;
}

/**
 * All fields of a schema, parents before children, with `element`, `key` and `value` as path members.
 */
export function flattenSchema(schema: SchemaJson): FoundField[] {
  const found: FoundField[] = [];
  collect(schema.fields, '', false, false, found);
  return found;
}

/** The field of that full path, or undefined. */
export function findFieldByPath(
  schema: SchemaJson,
  path: string,
): FoundField | undefined {
  return flattenSchema(schema).find(field => field.path === path);
}

/** The field of that id, or undefined. */
export function findFieldById(
  schema: SchemaJson,
  id: number,
): FoundField | undefined {
  return flattenSchema(schema).find(field => field.id === id);
}

function collect(
  fields: FieldJson[],
  parent: string,
  repeated: boolean,
  optionalParent: boolean,
  found: FoundField[],
): void {
  for (const field of fields) {
    const path = parent === '' ? field.name : `${parent}.${field.name}`;
    visit(
      {
        id: field.id,
        path,
        type: field.type,
        required: field.required,
        repeated,
        optionalParent,
      },
      found,
    );
  }
}

function visit(field: FoundField, found: FoundField[]): void {
  found.push(field);
  const { path, type } = field;
  if (typeof type === 'string') return;
  const optionalParent = field.optionalParent || !field.required;
  if (type.type === 'struct') {
    collect(type.fields, path, field.repeated, optionalParent, found);
  } else if (type.type === 'list') {
    visit(
      {
        id: type['element-id'],
        path: `${path}.element`,
        type: type.element,
        required: type['element-required'],
        repeated: true,
        optionalParent,
      },
      found,
    );
  } else {
    visit(
      {
        id: type['key-id'],
        path: `${path}.key`,
        type: type.key,
        required: true,
        repeated: true,
        optionalParent,
      },
      found,
    );
    visit(
      {
        id: type['value-id'],
        path: `${path}.value`,
        type: type.value,
        required: type['value-required'],
        repeated: true,
        optionalParent,
      },
      found,
    );
  }
}
