import { ValidationError } from '../errors';
import type {
  FieldJson,
  SchemaJson,
  TypeJson,
} from '../metadata/TableMetadataJson';
import type { ColumnSpec, ColumnType } from './ColumnSpec';
import { formatPrimitiveType, parsePrimitiveType } from './primitiveType';

/** Nesting beyond this is a mistake, and would exhaust the stack. */
const MAX_DEPTH = 32;

/**
 * Gives out field ids, upwards.
 */
export class FieldIds {
  #last: number;

  constructor(last: number) {
    this.#last = last;
  }

  get last(): number {
    return this.#last;
  }

  next(): number {
    this.#last += 1;
    return this.#last;
  }
}

/**
 * Builds the schema of a new table. Ids are given level by level, as Java does.
 *
 * @throws ValidationError for unknown types, empty or repeated names, and identifier columns that cannot identify.
 */
export function createSchema(
  columns: ColumnSpec[],
  identifierColumns: string[],
  formatVersion: number,
): { schema: SchemaJson; lastColumnId: number } {
  if (columns.length === 0)
    throw new ValidationError('A table needs at least one column.');
  const ids = new FieldIds(0);
  const fields = createFields(columns, ids, '', formatVersion, 0);
  const identifierIds = identifierColumns.map(name => {
    const field = fields.find(candidate => candidate.name === name);
    if (!field)
      throw new ValidationError(
        `Identifier column '${name}' is not a column of the table.`,
      );
    if (
      !field.required ||
      typeof field.type !== 'string' ||
      field.type === 'float' ||
      field.type === 'double'
    ) {
      throw new ValidationError(
        `Identifier column '${name}' must be required, and of a primitive type other than float and double.`,
      );
    }
    return field.id;
  });
  return {
    schema: {
      type: 'struct',
      'schema-id': 0,
      ...(identifierIds.length > 0
        ? { 'identifier-field-ids': identifierIds }
        : {}),
      fields,
    },
    lastColumnId: ids.last,
  };
}

/**
 * Builds one field with fresh ids, for a column that is added to a table.
 *
 * @throws ValidationError
 */
export function createField(
  column: ColumnSpec,
  ids: FieldIds,
  parentPath: string,
  formatVersion: number,
): FieldJson {
  return createFields([column], ids, parentPath, formatVersion, 0)[0];
}

function createFields(
  columns: ColumnSpec[],
  ids: FieldIds,
  parentPath: string,
  formatVersion: number,
  depth: number,
): FieldJson[] {
  if (depth > MAX_DEPTH)
    throw new ValidationError(
      `Types may be nested ${MAX_DEPTH} levels deep, '${parentPath}' goes deeper.`,
    );
  const taken = new Set<string>();
  const withIds = columns.map(column => {
    const path =
      parentPath === '' ? column.name : `${parentPath}.${column.name}`;
    requireColumnName(column.name, parentPath);
    // The data engine does not tell upper from lower case in names.
    const folded = column.name.toLowerCase();
    if (taken.has(folded))
      throw new ValidationError(
        `Column '${path}' is there twice (upper and lower case count as the same).`,
      );
    taken.add(folded);
    return { column, path, id: ids.next() };
  });
  return withIds.map(({ column, path, id }) => ({
    id,
    name: column.name,
    required: column.required ?? false,
    type: createType(column.type, ids, path, formatVersion, depth + 1),
    ...(column.doc ? { doc: column.doc } : {}),
  }));
}

function createType(
  type: ColumnType,
  ids: FieldIds,
  path: string,
  formatVersion: number,
  depth: number,
): TypeJson {
  if (depth > MAX_DEPTH)
    throw new ValidationError(
      `Types may be nested ${MAX_DEPTH} levels deep, '${path}' goes deeper.`,
    );
  if (typeof type === 'string') {
    const primitive = parsePrimitiveType(type, `column '${path}'`);
    if (primitive.name === 'timestamp_ns' && formatVersion < 3) {
      throw new ValidationError(
        `Type 'timestamp_ns' of column '${path}' needs format version 3, the table has ${formatVersion}.`,
      );
    }
    if (primitive.name === 'fixed') {
      throw new ValidationError(
        `Type '${type}' of column '${path}' cannot be written by the embedded lakehouse's engine: its Parquet has no binaries of fixed length. Use binary.`,
      );
    }
    return formatPrimitiveType(primitive);
  }
  if ('struct' in type) {
    if (type.struct.length === 0)
      throw new ValidationError(
        `The struct '${path}' needs at least one field.`,
      );
    return {
      type: 'struct',
      fields: createFields(type.struct, ids, path, formatVersion, depth),
    };
  }
  if ('list' in type) {
    const elementId = ids.next();
    return {
      type: 'list',
      'element-id': elementId,
      'element-required': type.elementRequired ?? false,
      element: createType(
        type.list,
        ids,
        `${path}.element`,
        formatVersion,
        depth + 1,
      ),
    };
  }
  if ('map' in type) {
    const keyId = ids.next();
    const valueId = ids.next();
    return {
      type: 'map',
      'key-id': keyId,
      key: createType(
        type.map.key,
        ids,
        `${path}.key`,
        formatVersion,
        depth + 1,
      ),
      'value-id': valueId,
      'value-required': type.valueRequired ?? false,
      value: createType(
        type.map.value,
        ids,
        `${path}.value`,
        formatVersion,
        depth + 1,
      ),
    };
  }
  throw new ValidationError(
    `The type of column '${path}' must be a name, or an object with struct, list or map.`,
  );
}

/**
 * Refuses names that a path could not address, and those that the format reserves.
 *
 * @throws ValidationError
 */
export function requireColumnName(name: string, parentPath: string): void {
  const place = parentPath === '' ? 'the table' : `'${parentPath}'`;
  if (name.trim() === '' || /[.\u0000-\u001f]/.test(name)) {
    throw new ValidationError(
      `${JSON.stringify(
        name,
      )} in ${place} is not a column name: it must not be empty, and have no dots or control characters.`,
    );
  }
  if (
    /^_(file|pos|spec_id|partition|deleted|row_id|last_updated_sequence_number|change_.*|commit_snapshot_id)$/i.test(
      name,
    )
  ) {
    throw new ValidationError(
      `Column name '${name}' in ${place} is reserved for metadata columns by the Iceberg specification.`,
    );
  }
}
