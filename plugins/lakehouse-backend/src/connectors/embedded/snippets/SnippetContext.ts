/** What a snippet for an engine is made of. */
export interface SnippetContext {
  /** Name of the catalog in the rows of the SQLite file: engines must call it just so. */
  catalog: string;
  /** Absolute path of the SQLite file. */
  catalogFile: string;
  /** Location of the warehouse, `file:///…`. */
  warehouse: string;
  /** Levels of the namespace, outermost first. */
  namespace: string[];
  table: string;
  /** Base location of the table, as its metadata writes it. */
  tableLocation: string;
  /** Path of the current metadata file on the local disk. */
  metadataFile: string;
  /** The state to travel to, as decimal string; absent: the newest. */
  snapshotId?: string;
}
