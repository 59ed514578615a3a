/**
 * Names a table across all lakehouses.
 * @public
 */
export interface TableRef {
  /** Name of the lakehouse: the key of its connection. */
  lakehouse: string;
  /** Namespace, levels joined by dots. */
  schema: string;
  table: string;
}
