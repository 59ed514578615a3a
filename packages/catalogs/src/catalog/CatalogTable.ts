import type {
  ReadWarning,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** A namespace of a catalog; engines call it schema or database. */
export interface CatalogNamespace {
  /** Its name, levels joined as `namespaceName` does it. */
  namespace: string;
  properties: Record<string, string>;
}

/** Where a table is in its catalog. */
export interface TableIdentifier {
  /** Levels joined as `namespaceName` does it. */
  namespace: string;
  name: string;
}

/** What a listing says of a table, without that the table is read. */
export interface CatalogTable extends TableIdentifier {
  /** `table` when left out. Views are listed, and never read. */
  kind?: 'table' | 'view';
  /** Format in lower case (`iceberg`, `delta`, `hudi`, `parquet` …) where the catalog tells; `iceberg` when left out. */
  format?: string;
  /** The current metadata file; absent where the listing does not tell. */
  metadataLocation?: string;
  /**
   * Differs whenever the table has changed, and only then; the metadata location when left out.
   * Neither: only loading the table tells (an Iceberg REST catalog lists names).
   */
  version?: string;
  /** UUID of the table where the listing tells. */
  tableUuid?: string;
  /** Root folder of the table where the listing tells. */
  location?: string;
  /** Why nothing more can be read of this one, for people (`A Hudi table: only Iceberg tables are read`). */
  unreadable?: string;
  /** Doubts about what is said here, as which metadata file is the current one. */
  warnings?: ReadWarning[];
}

/** A table as the catalog itself hands it over. */
export interface LoadedTable {
  metadata: TableMetadata;
  /** See `CatalogTable.version`: what `knownVersion` is next time. */
  version?: string;
  /**
   * Properties for reading the table's files that hold for this table only, as `s3.access-key-id`,
   * `s3.session-token` or `adls.sas-token.<account>` of the Iceberg REST specification. Secret: never stored or logged.
   */
  storage?: Record<string, string>;
}
