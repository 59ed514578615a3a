import {
  tableInSql,
  type TrinoClient,
  type TrinoProgress,
  type TrinoResult,
  type TrinoTableName,
} from '@lakehouse-portal/trino';
import type { UnitProgress } from '@lakehouse-portal/maintenance';
import { toExecutorError } from './toExecutorError';

/** Of `X-Trino-Source`; what follows names the attempt. */
export const SOURCE = 'lakehouse-maintenance';

/** How one statement runs. */
export interface StatementOptions {
  signal?: AbortSignal;
  onProgress?: (progress: UnitProgress) => void;
  /** Names the attempt. */
  key?: string;
  /** Session properties of the catalog, without its name. */
  catalogSession?: Record<string, string>;
  /** Less than all statements may take, milliseconds. */
  maxDurationMs?: number;
}

/** Sends statements about the tables of one catalog, with an identity that is found again in `system.runtime.queries`. */
export class TrinoStatements {
  readonly #client: Pick<TrinoClient, 'query'>;
  readonly #catalog: string;
  readonly #session: Record<string, string>;
  readonly #maxDurationMs: number;

  constructor(options: {
    client: Pick<TrinoClient, 'query'>;
    catalog: string;
    /** Session properties of all statements. */
    session?: Record<string, string>;
    /** Of one statement, milliseconds. */
    maxDurationMs: number;
  }) {
    this.#client = options.client;
    this.#catalog = options.catalog;
    this.#session = options.session ?? {};
    this.#maxDurationMs = options.maxDurationMs;
  }

  /** @throws as `toExecutorError` has it. */
  async run(sql: string, options: StatementOptions = {}): Promise<TrinoResult> {
    const { signal, key, onProgress, catalogSession, maxDurationMs } = options;
    try {
      return await this.#client.query(sql, {
        signal,
        source: key === undefined ? SOURCE : `${SOURCE}/${key}`,
        limits: {
          maxDurationMs: Math.min(
            maxDurationMs ?? this.#maxDurationMs,
            this.#maxDurationMs,
          ),
        },
        sessionProperties: {
          ...this.#session,
          ...Object.fromEntries(
            Object.entries(catalogSession ?? {}).map(([name, value]) => [
              `${this.#catalog}.${name}`,
              value,
            ]),
          ),
        },
        onProgress: onProgress && (progress => onProgress(told(progress))),
      });
    } catch (error) {
      throw toExecutorError(error);
    }
  }

  /** A table for SQL; `metadata`: one of its metadata tables. */
  name(table: { namespace: string; name: string }, metadata?: string): string {
    return tableInSql(this.nameOf(table), metadata);
  }

  nameOf(table: { namespace: string; name: string }): TrinoTableName {
    return {
      catalog: this.#catalog,
      schema: table.namespace,
      table: table.name,
    };
  }
}

function told(progress: TrinoProgress): UnitProgress {
  const { percentage, processedBytes, queryId, state } = progress;
  return {
    queryId,
    activity: state.toLowerCase(),
    processedBytes: String(processedBytes),
    ...(percentage !== undefined && {
      share: Math.min(1, Math.max(0, percentage / 100)),
    }),
  };
}
