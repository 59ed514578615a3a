import type { QueryGate, TrinoTableName } from '../iceberg';
import { numberOf, textOf } from '../iceberg/TableQueries';
import { queriedTable } from './queriedTable';

/** A query that ended well and read one table. Its text is not kept. */
export interface EndedTableQuery {
  /** Trino's own id. */
  id: string;
  table: TrinoTableName;
  /** See `queriedTable`. */
  fingerprint: string;
  /** When it left the queue, milliseconds since the epoch by Trino's clock. */
  startedAtMs: number;
  endedAtMs: number;
  /** From leaving the queue to its end. */
  seconds: number;
}

/** Longer statements are not looked at: they are made by machines, and each is another. */
const longestStatement = 20_000;
const mostQueries = 2000;

/** It is not worth more of anybody's time. */
const longestWaitMs = 60_000;

/** What this is asked with, so that administrators can tell it. */
const source = 'lakehouse-query-history';

/** Their schemas are their own, so none of their tables is mistaken for one of a lakehouse. */
const builtIn = new Set(['system', 'jmx', 'tpch', 'tpcds']);

/**
 * The queries that Trino still remembers, see `query.max-history` and `query.min-expire-age`, as far as each reads exactly
 * one table. A name without a catalog counts where Trino has one catalog only, apart from built-in ones: which one a
 * session had, Trino does not tell. Leaves out what the portal itself asks.
 *
 * @throws As `TrinoClient.query` does.
 */
export async function readEndedQueries(
  gate: QueryGate,
  options: {
    /** Of the lakehouse's tables. */
    catalogs: readonly string[];
    /** The portal's own, beside those that start with `lakehouse-`. */
    ownSource?: string;
    signal?: AbortSignal;
  },
): Promise<EndedTableQuery[]> {
  const { catalogs, ownSource, signal } = options;
  const { rows } = await gate.query(
    `SELECT query_id, query, source, queued_time_ms, CAST(to_unixtime(created) * 1000 AS bigint), CAST(to_unixtime("end") * 1000 AS bigint)
FROM system.runtime.queries
WHERE state = 'FINISHED' AND length(query) <= ${longestStatement} AND regexp_like(query, '(?is)^\\s*(--|/\\*|select|with)')
  AND NOT starts_with(coalesce(source, ''), 'lakehouse-')
ORDER BY "end" DESC LIMIT ${mostQueries}`,
    {
      source,
      signal,
      limits: { maxRows: mostQueries, maxDurationMs: longestWaitMs },
    },
  );
  const found = rows.flatMap(row => {
    const queried =
      row[2] === ownSource ? undefined : queriedTable(textOf(row[1]));
    return queried ? [{ row, queried }] : [];
  });
  const needsCatalog = found.some(({ queried }) => queried.name.length === 2);
  const only = needsCatalog ? await onlyCatalog(gate, signal) : undefined;
  return found.flatMap(({ row, queried }) => {
    const { name, fingerprint } = queried;
    const [catalog, schema, table] =
      name.length === 3 ? name : [only ?? '', ...name];
    const startedAtMs = numberOf(row[4]) + numberOf(row[3]);
    const endedAtMs = numberOf(row[5]);
    return catalogs.includes(catalog) && endedAtMs > startedAtMs
      ? [
          {
            id: textOf(row[0]),
            table: { catalog, schema, table },
            fingerprint,
            startedAtMs,
            endedAtMs,
            seconds: (endedAtMs - startedAtMs) / 1000,
          },
        ]
      : [];
  });
}

/** The catalog that a name without one is in; undefined where there are several. */
async function onlyCatalog(
  gate: QueryGate,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { rows } = await gate.query(
    'SELECT catalog_name, connector_name FROM system.metadata.catalogs',
    { source, signal },
  );
  const others = rows.filter(
    ([, connector]) => !builtIn.has(String(connector)),
  );
  return others.length === 1 ? textOf(others[0][0]) : undefined;
}
