import type { TableSchema } from '@lakehouse-portal/table-metadata';
import type { ScanInput } from '../../scan';
import type { QueryResult } from '../QueryResult';

/** What the query process is asked, once in its life. */
export interface QueryTask {
  scan: ScanInput;
  schema: TableSchema;
  table: { catalog?: string; namespace: string; name: string };
  sql: string;
  maxRows: number;
  maxBytes: number;
  /** Memory of the engine. */
  memoryLimitBytes: number;
  /** Memory of the whole process, beyond which it is killed. */
  processLimitBytes: number;
}

/** What it answers, once. */
export type QueryAnswer =
  | { kind: 'result'; result: Omit<QueryResult, 'elapsedMs'> }
  | {
      /** `damaged`: a file of the table is, or is missing. */
      kind: 'rejected' | 'failed' | 'unsupported' | 'damaged';
      message: string;
      errorName?: string;
    }
  | { kind: 'out-of-memory' };
