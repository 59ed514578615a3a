import type { Catalog } from '@lakehouse-portal/catalogs';
import type { LakehouseConnector } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionStorage } from './ConnectionStorage';

/** What a check of a connection works with. */
export interface CheckContext {
  connector: Pick<LakehouseConnector, 'fileIO' | 'listTables' | 'readTable'>;
  catalog: Catalog;
  storage: ConnectionStorage;
  /** `lakehouse.connections.<name>`, for advice. */
  key: string;
  signal?: AbortSignal;
}
