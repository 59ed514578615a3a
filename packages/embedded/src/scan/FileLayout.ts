/**
 * The columns of a Parquet file, with the field ids that tie them to the table's schema.
 */
export interface FileLayout {
  /** True when the file's own footer has the ids; else they come from the name mapping. */
  hasFieldIds: boolean;
  columns: LayoutNode[];
}

/** A column of a Parquet file or a part of one: a field, an element, a key or a value. */
export interface LayoutNode {
  /** As DuckDB names it, for struct fields and columns. */
  name: string;
  fieldId?: number;
  /** DuckDB's type for it, as SQL. */
  type: string;
  kind: 'primitive' | 'struct' | 'list' | 'map';
  /** Fields of a struct; the element of a list; key and value of a map. */
  children: LayoutNode[];
}
