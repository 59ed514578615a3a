import type {
  EndedQuery,
  TableMaintenance,
} from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../config';

/** Engines that `lakehouse.connections.<name>.maintenance` names, for catalogs that have none of their own. */
export interface ConfiguredEngines {
  /** Undefined: none is configured. @throws InputError for wrong configuration. */
  of(
    connection: ConnectionConfig,
    table: { namespace: string; name: string },
    signal?: AbortSignal,
  ): Promise<TableMaintenance | undefined>;
  /** What the engine remembers of queries of this lakehouse; undefined: none is configured. @throws InputError for wrong configuration. */
  endedQueries(
    connection: ConnectionConfig,
    options: { signal?: AbortSignal },
  ): Promise<EndedQuery[] | undefined>;
  close(): void;
}
