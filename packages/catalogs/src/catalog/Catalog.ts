import type { CatalogDescription } from './CatalogDescription';
import type {
  CatalogNamespace,
  CatalogTable,
  LoadedTable,
  TableIdentifier,
} from './CatalogTable';
import type { ConnectionCheck } from './ConnectionCheck';
import type { TableHistory } from './TableHistory';

/** For every call. */
export interface CatalogCallOptions {
  signal?: AbortSignal;
}

/** A namespace into which the catalog does not let us look. */
export interface RefusedNamespace {
  /** Those inside of it are not known either. */
  namespace: string;
  /** What the catalog said, for people. */
  message: string;
}

/** For listings. */
export interface CatalogListingOptions extends CatalogCallOptions {
  /**
   * Told of each namespace that is refused; the listing then goes on with the others. Without it, a refusal fails the
   * listing: nobody takes a part for the whole by accident. Where all are refused, it fails in any case.
   */
  onRefused?: (refused: RefusedNamespace) => void;
}

/**
 * A catalog that is there already: what it lists, where the metadata of its tables is, what has changed. Reads only.
 *
 * All methods throw the errors of this package: `CatalogUnavailableError` when it can't be reached,
 * `CatalogAuthenticationError` and `CatalogAccessDeniedError` when it refuses, `CatalogResponseError` when it
 * answers what it should not. Something that is not there is undefined, not an error.
 */
export interface Catalog {
  listNamespaces(options?: CatalogListingOptions): Promise<CatalogNamespace[]>;
  /** All tables, page by page as the catalog has them; to the end, or it throws. */
  listTables(options?: CatalogListingOptions): AsyncIterable<CatalogTable[]>;
  findTable(
    table: TableIdentifier,
    options?: CatalogCallOptions,
  ): Promise<CatalogTable | undefined>;
  /**
   * Reads a table through the catalog, for those that hand metadata over. Without this method, `metadataLocation` is
   * read from the store.
   *
   * @returns `unchanged` when the table still has `knownVersion`; undefined when there is none of that name.
   */
  loadTable?(
    table: CatalogTable,
    options?: CatalogCallOptions & { knownVersion?: string },
  ): Promise<LoadedTable | 'unchanged' | undefined>;
  /** What the catalog remembers of a table beyond its snapshots; for those that have commits and references. */
  readHistory?(
    table: TableIdentifier,
    options?: CatalogCallOptions & { limit?: number },
  ): Promise<TableHistory>;
  /** What it is, which versions, what it can do. */
  describe(options?: CatalogCallOptions): Promise<CatalogDescription>;
  /** Tries hop by hop, and ends with the first that fails. Never throws for what it tests. */
  check(options?: CatalogCallOptions): AsyncIterable<ConnectionCheck>;
  close?(): Promise<void>;
}
