/** What a catalog is, as it says itself or as is known of its kind. */
export interface CatalogDescription {
  /** For people: `Iceberg REST`, `Nessie`, `Hive Metastore`, `JDBC on PostgreSQL` … */
  product: string;
  /** Where it says so. */
  version?: string;
  /** Further parts with their versions, for example `{ part: 'PostgreSQL', version: '17.5' }`. */
  components?: Array<{ part: string; version: string }>;
  capabilities: CatalogCapability[];
}

/** Something that people may expect of a catalog, and whether it is possible there. */
export interface CatalogCapability {
  /** Stable, for programs. */
  id:
    | 'list-tables'
    | 'nested-namespaces'
    | 'views'
    | 'detect-changes'
    | 'read-metadata'
    | 'snapshot-history'
    | 'commit-history'
    | 'references'
    | 'vended-credentials'
    | 'query';
  possible: boolean;
  /** How (`One query for all pointers`), or why not (`Nessie keeps one snapshot in the metadata; history is in its commits`). */
  note?: string;
}
