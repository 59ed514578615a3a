import type { FieldType, SchemaField } from '@lakehouse-portal/table-metadata';
import { typeLabel } from './typeLabel';

/** A line of the tree of columns. */
export interface ColumnRow {
  fieldId: number;
  name: string;
  /** Full path, as filters and the history write it: `items.element.sku`. */
  path: string;
  type: string;
  required: boolean;
  doc?: string;
  /** 1 for columns, 2 and more for what is inside them. */
  level: number;
  /** Field ids of the rows above, outermost first. */
  parents: number[];
  hasChildren: boolean;
}

interface Place {
  path: string;
  level: number;
  parents: number[];
}

/**
 * Columns and everything inside them, in the order of the schema. The element of a list
 * of structs has no row of its own: its fields stand below the list.
 */
export function columnRows(columns: readonly SchemaField[]): ColumnRow[] {
  const rows: ColumnRow[] = [];
  addFields(rows, columns, { path: '', level: 1, parents: [] });
  return rows;
}

function addFields(
  rows: ColumnRow[],
  fields: readonly SchemaField[],
  place: Place,
): void {
  for (const field of fields) {
    addField(rows, field, place);
  }
}

function addField(rows: ColumnRow[], field: SchemaField, place: Place): void {
  const path = place.path ? `${place.path}.${field.name}` : field.name;
  const row: ColumnRow = {
    fieldId: field.id,
    name: field.name,
    path,
    type: typeLabel(field.type),
    required: field.required,
    doc: field.doc || undefined,
    level: place.level,
    parents: place.parents,
    hasChildren: false,
  };
  rows.push(row);
  const before = rows.length;
  addType(rows, field.type, {
    path,
    level: place.level + 1,
    parents: [...place.parents, field.id],
  });
  row.hasChildren = rows.length > before;
}

function addType(rows: ColumnRow[], type: FieldType, place: Place): void {
  switch (type.kind) {
    case 'struct':
      addFields(rows, type.fields, place);
      return;
    case 'list':
      if (type.element.kind === 'struct') {
        addFields(rows, type.element.fields, {
          ...place,
          path: `${place.path}.element`,
        });
      } else {
        addField(
          rows,
          {
            id: type.elementId,
            name: 'element',
            required: type.elementRequired,
            type: type.element,
          },
          place,
        );
      }
      return;
    case 'map':
      addField(
        rows,
        { id: type.keyId, name: 'key', required: true, type: type.key },
        place,
      );
      addField(
        rows,
        {
          id: type.valueId,
          name: 'value',
          required: type.valueRequired,
          type: type.value,
        },
        place,
      );
      return;
    default:
  }
}

/** The rows that a search leaves, with what they stand in; and how many matched. */
export function searchColumns(
  rows: readonly ColumnRow[],
  search: string,
): { rows: ColumnRow[]; matches: number } {
  const wanted = search.trim().toLowerCase();
  if (!wanted) {
    return { rows: [...rows], matches: rows.length };
  }
  const matching = rows.filter(
    row =>
      row.path.toLowerCase().includes(wanted) ||
      row.type.toLowerCase().includes(wanted) ||
      row.doc?.toLowerCase().includes(wanted) ||
      String(row.fieldId) === wanted,
  );
  const kept = new Set(matching.flatMap(row => [row.fieldId, ...row.parents]));
  return {
    rows: rows.filter(row => kept.has(row.fieldId)),
    matches: matching.length,
  };
}

/** The rows whose parents are all open. */
export function visibleColumns(
  rows: readonly ColumnRow[],
  open: ReadonlySet<number>,
): ColumnRow[] {
  return rows.filter(row => row.parents.every(parent => open.has(parent)));
}
