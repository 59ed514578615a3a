/** A namespace of a lakehouse. */
export interface StoredSchema {
  name: string;
  layer?: string;
  /** Full entity ref. */
  owner?: string;
  description?: string;
  properties: Record<string, string>;
}

/** Keeps the namespaces of lakehouses. */
export interface SchemaStore {
  list(lakehouse: string): Promise<StoredSchema[]>;
  /** Puts a complete listing in the place of the one before. Tells whether anything changed. */
  replace(lakehouse: string, schemas: StoredSchema[]): Promise<boolean>;
}
