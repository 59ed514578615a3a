/**
 * A schema version of a table.
 * @see https://iceberg.apache.org/spec/#schemas
 * @public
 */
export interface TableSchema {
  schemaId: number;
  /** Ids of the fields that identify a row, if declared. */
  identifierFieldIds: number[];
  fields: SchemaField[];
}

/**
 * A column, or a field of a struct.
 * @public
 */
export interface SchemaField {
  /** Field id: stays the same over renames and moves. */
  id: number;
  name: string;
  required: boolean;
  type: FieldType;
  doc?: string;
  /** Value for rows written before the field was added (v3), as the metadata's JSON has it. */
  initialDefault?: unknown;
  /** Value for new rows that do not give one (v3), as the metadata's JSON has it. */
  writeDefault?: unknown;
}

/**
 * Type of a field. Primitives keep the spelling of the metadata file, for example
 * `decimal(9, 2)`, `fixed[16]`, `timestamptz_ns`.
 * @see https://iceberg.apache.org/spec/#schemas-and-data-types
 * @public
 */
export type FieldType =
  | { kind: 'primitive'; name: string }
  | { kind: 'struct'; fields: SchemaField[] }
  | {
      kind: 'list';
      elementId: number;
      elementRequired: boolean;
      element: FieldType;
    }
  | {
      kind: 'map';
      keyId: number;
      key: FieldType;
      valueId: number;
      valueRequired: boolean;
      value: FieldType;
    };
