import type { TrinoValue } from '../values';
import { quoteIdentifier, quoteLiteral } from '../sql';
import { isAccessDenied, isMissingTable } from './failures';
import type { QueryGate } from './QueryGate';

/** What the listing of a schema says of a table. */
export interface ListedTable {
  name: string;
  kind: 'table' | 'view';
  /** False when Trino does not count it among its Iceberg tables; undefined when it can't be asked. */
  isIceberg?: boolean;
}

/** Trino's own, in every catalog. */
const OWN_SCHEMAS = new Set(['information_schema', 'system']);
const MAX_NAMES = 100_000;

/** Names of a catalog's schemas, as far as the user may see them. */
export async function listSchemas(
  gate: QueryGate,
  catalog: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const { rows } = await gate.query(
    `SELECT schema_name FROM ${quoteIdentifier(
      catalog,
    )}.information_schema.schemata`,
    { signal, limits: { maxRows: MAX_NAMES } },
  );
  return rows
    .map(([name]) => String(name))
    .filter(name => !OWN_SCHEMAS.has(name))
    .sort();
}

/**
 * Tables and views of a schema, as far as the user may see them. Filters are equalities: anything else makes Trino load
 * the tables of all schemas.
 */
export async function listTablesOfSchema(
  gate: QueryGate,
  catalog: string,
  schema: string,
  options: { name?: string; signal?: AbortSignal } = {},
): Promise<ListedTable[]> {
  const { name, signal } = options;
  const inCatalog = quoteIdentifier(catalog);
  const filter = `table_schema = ${quoteLiteral(schema)}${
    name === undefined ? '' : ` AND table_name = ${quoteLiteral(name)}`
  }`;
  const limits = { maxRows: MAX_NAMES };
  const [all, iceberg] = await Promise.all([
    gate.query(
      `SELECT table_name, table_type FROM ${inCatalog}.information_schema.tables WHERE ${filter}`,
      { signal, limits },
    ),
    gate
      .query(
        `SELECT table_name FROM ${inCatalog}.system.iceberg_tables WHERE table_schema = ${quoteLiteral(
          schema,
        )}`,
        { signal, limits },
      )
      .catch(error => {
        // Not in old versions, and it needs a rule of its own: then reading a table tells.
        if (isMissingTable(error) || isAccessDenied(error)) {
          return undefined;
        }
        throw error;
      }),
  ]);
  const names = iceberg && new Set(iceberg.rows.map(([table]) => table));
  return all.rows.map(row => toListedTable(row, names));
}

function toListedTable(
  [name, type]: TrinoValue[],
  iceberg: Set<TrinoValue> | undefined,
): ListedTable {
  return {
    name: String(name),
    kind: type === 'VIEW' ? 'view' : 'table',
    isIceberg: iceberg?.has(name),
  };
}
