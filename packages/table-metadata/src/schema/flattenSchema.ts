import type { FieldType, SchemaField, TableSchema } from '../model';

/**
 * A field at any depth, under its full name.
 * @public
 */
export interface FlatField {
  id: number;
  /** `a.b` for a member of a struct, `l.element`, `m.key`, `m.value`. */
  path: string;
  /** The last part of the path. A name may contain dots itself. */
  name: string;
  /** Nesting: 0 for a column. */
  depth: number;
  type: FieldType;
  required: boolean;
  doc?: string;
  /** Value for rows written before the field was added (v3), as the metadata's JSON has it. */
  initialDefault?: unknown;
  /** Value for new rows that give none (v3), as the metadata's JSON has it. */
  writeDefault?: unknown;
  /** Field id of the struct, list or map around it; absent for a column. */
  parentId?: number;
}

/**
 * All fields of a schema, each container before what it contains, in the order of the schema.
 * Keys of maps are always required.
 * @public
 */
export function flattenSchema(
  schema: Pick<TableSchema, 'fields'>,
): FlatField[] {
  const result: FlatField[] = [];
  addFields(schema.fields, undefined, 0, result);
  return result;
}

function addFields(
  fields: SchemaField[],
  parent: FlatField | undefined,
  depth: number,
  result: FlatField[],
): void {
  for (const field of fields) {
    add(
      {
        id: field.id,
        path: parent ? `${parent.path}.${field.name}` : field.name,
        name: field.name,
        depth,
        type: field.type,
        required: field.required,
        ...(field.doc === undefined ? {} : { doc: field.doc }),
        ...(field.initialDefault === undefined
          ? {}
          : { initialDefault: field.initialDefault }),
        ...(field.writeDefault === undefined
          ? {}
          : { writeDefault: field.writeDefault }),
        ...(parent ? { parentId: parent.id } : {}),
      },
      result,
    );
  }
}

function add(flat: FlatField, result: FlatField[]): void {
  result.push(flat);
  const { type, id, path } = flat;
  const depth = flat.depth + 1;
  if (type.kind === 'struct') {
    addFields(type.fields, flat, depth, result);
  } else if (type.kind === 'list') {
    add(
      {
        id: type.elementId,
        path: `${path}.element`,
        name: 'element',
        depth,
        type: type.element,
        required: type.elementRequired,
        parentId: id,
      },
      result,
    );
  } else if (type.kind === 'map') {
    add(
      {
        id: type.keyId,
        path: `${path}.key`,
        name: 'key',
        depth,
        type: type.key,
        required: true,
        parentId: id,
      },
      result,
    );
    add(
      {
        id: type.valueId,
        path: `${path}.value`,
        name: 'value',
        depth,
        type: type.value,
        required: type.valueRequired,
        parentId: id,
      },
      result,
    );
  }
}
