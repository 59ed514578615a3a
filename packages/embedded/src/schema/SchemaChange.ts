import type { ColumnSpec } from './ColumnSpec';

/**
 * One step of a schema evolution. Columns are named by their full path, `address.city`, `items.element.sku`, `tags.value.x`.
 * Several steps make one commit.
 * @public
 */
export type SchemaChange =
  | {
      change: 'add';
      column: ColumnSpec;
      /** Path of the struct (also in a list or map) that gets the field; the table itself when left out. */
      parent?: string;
      position?: ColumnPosition;
    }
  | { change: 'drop'; column: string }
  | { change: 'rename'; column: string; newName: string }
  /** `int` to `long`, `float` to `double`, `decimal(P,S)` to a greater P. */
  | { change: 'widen'; column: string; type: string }
  | { change: 'make-optional'; column: string }
  | { change: 'move'; column: string; position: ColumnPosition }
  /** An empty string removes the text. */
  | { change: 'set-doc'; column: string; doc: string };

/**
 * Where a column goes among its siblings.
 * @public
 */
export type ColumnPosition =
  | { first: true }
  | { before: string }
  | { after: string };
