import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import type {
  LakehouseConnectionContext,
  LakehouseConnector,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { Catalog } from '@lakehouse-portal/catalogs';
import type { ConnectionStorage } from './ConnectionStorage';

/** A catalog that is connected, with what people are told of the connection. */
export interface CatalogConnection {
  catalog: Catalog;
  /** How to connect to the catalog, in the order in which it is shown. No secrets. */
  details: ConnectionDetail[];
  /**
   * Secrets that are not values of the configuration (a key that was read from a file): they too are taken out of
   * every message.
   */
  secrets?: string[];
  /** How to query its tables; see `LakehouseConnector.snippets`. Left out: nothing is said. */
  snippets?: LakehouseConnector['snippets'];
}

/** What a catalog is connected with. */
export interface CatalogConnectionContext extends LakehouseConnectionContext {
  /** `lakehouse.connections.<name>`, for messages. */
  key: string;
  /** Where the files of tables may be read, checked. */
  storage: ConnectionStorage;
}

/** A kind of catalog. */
export interface CatalogKind {
  /** The value of `type` in `lakehouse.connections.<name>`. */
  readonly type: string;
  /** Keys of a connection of this type, besides those of all types and those of its stores: others are refused. */
  readonly keys: readonly string[];
  /**
   * Connects, by the configuration. Needs no network: whether the catalog answers, listing and checks tell.
   *
   * @throws InputError or CatalogConfigurationError that names the key.
   */
  open(context: CatalogConnectionContext): Promise<CatalogConnection>;
}
