import type { TableSchema } from '@lakehouse-portal/table-metadata';
import type { ScanInput } from '../scan';

/**
 * A query of one table as of one snapshot.
 * @public
 */
export interface QueryRequest {
  /** The rows that the query sees: see `createScanInput`. */
  scan: ScanInput;
  /** The schema in which it sees them. */
  schema: TableSchema;
  /** How SQL may name the table: `orders`, `silver.orders`, `retail.silver.orders`, `this`. */
  table: { catalog?: string; namespace: string; name: string };
  /** One SELECT, in DuckDB's dialect. Untrusted. */
  sql: string;
  /** At most so many rows; 1,000 when left out. */
  maxRows?: number;
  /** At most about so many bytes of JSON; 4 MiB when left out. */
  maxBytes?: number;
  /** Memory of the engine; 512 MiB when left out. The process may use 256 MiB besides. */
  memoryLimitBytes?: number;
  /** Time until the answer, waiting included; 30 s when left out. */
  timeoutMs?: number;
  /** Aborting it kills the query. */
  signal?: AbortSignal;
}
