import type { SnippetCatalog } from './SnippetCatalog';
import type { SnippetStore } from './SnippetStore';

/** What engines open a catalog with. */
export type CatalogContext = Pick<
  SnippetContext,
  'lakehouse' | 'catalog' | 'store' | 'warehouse' | 'tableLocation'
>;

/** What the snippets for a table are made of. No secrets: engines get them from where they run. */
export interface SnippetContext {
  /** Name of the lakehouse: so is the catalog called in engines, where it is theirs to name. */
  lakehouse: string;
  catalog: SnippetCatalog;
  /** Where the table's files lie. */
  store: SnippetStore;
  /** Root of the catalog's tables, for engines that ask for it; left out: the table's bucket. */
  warehouse?: string;
  /** Levels of the namespace, outermost first. */
  namespace: string[];
  table: string;
  /** Base location of the table, as its metadata writes it. */
  tableLocation: string;
  /** The current metadata file, as the catalog writes it; empty where the catalog tells of none. */
  metadataLocation: string;
  /** The state to travel to, as decimal string; absent: the newest. */
  snapshotId?: string;
}
