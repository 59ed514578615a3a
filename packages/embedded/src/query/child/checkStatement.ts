import { QueryRejectedError } from '../errors';

/** Names that a query may read from. */
export interface AllowedNames {
  catalog?: string;
  namespace: string;
  name: string;
  /** Views that DuckDB itself brings: no common table expression may hide behind one. */
  reserved: ReadonlySet<string>;
}

/** Table functions that make rows of their arguments and reach for nothing else. */
const allowedTableFunctions = new Set([
  'generate_series',
  'json_each',
  'json_tree',
  'range',
  'repeat',
  'repeat_row',
  'unnest',
]);

/** Scalar functions that tell about the server or its session, or evaluate SQL. */
const refusedFunctions =
  /^(?:current_setting|getenv|getvariable|write_log|sleep_ms|nextval|currval|json_serialize_plan|json_execute_serialized_sql|query|query_table|which_secret|stats|vector_type|__internal.*|pg_(?!typeof$|size_pretty$).*|duckdb_.*|pragma_.*|read_.*|parquet_.*|inet_.*)$/;

const allowedSources = new Set([
  'BASE_TABLE',
  'COLUMN_DATA',
  'CTE',
  'EMPTY',
  'EXPRESSION_LIST',
  'JOIN',
  'PIVOT',
  'SHOW_REF',
  'SUBQUERY',
  'TABLE_FUNCTION',
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Goes through the syntax tree of a SELECT (as `json_serialize_sql` gives it) and refuses
 * whatever could read anything but the table. An allowlist: what it does not know, it refuses.
 *
 * @throws QueryRejectedError
 */
export function checkStatement(tree: Json, allowed: AllowedNames): void {
  const ctes = new Set<string>();
  visit(tree, node => {
    for (const entry of cteEntries(node)) {
      checkCteName(entry, allowed);
      ctes.add(entry.toLowerCase());
    }
  });
  visit(tree, node => checkNode(node, allowed, ctes));
}

/** Without recursion: a tree may be as deep as its author likes. */
function visit(
  root: Json,
  check: (node: { [key: string]: Json }) => void,
): void {
  const stack: Json[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) {
      for (const item of node) {
        stack.push(item);
      }
    } else if (node && typeof node === 'object') {
      check(node);
      for (const value of Object.values(node)) {
        stack.push(value);
      }
    }
  }
}

function cteEntries(node: { [key: string]: Json }): string[] {
  const cteMap = node.cte_map;
  const names = [node.cte_name, node.ctename].filter(
    name => typeof name === 'string',
  );
  if (
    cteMap &&
    typeof cteMap === 'object' &&
    !Array.isArray(cteMap) &&
    Array.isArray(cteMap.map)
  ) {
    for (const entry of cteMap.map) {
      if (
        entry &&
        typeof entry === 'object' &&
        !Array.isArray(entry) &&
        typeof entry.key === 'string'
      ) {
        names.push(entry.key);
      }
    }
  }
  return names.filter(name => name !== '');
}

function checkCteName(name: string, allowed: AllowedNames): void {
  if (allowed.reserved.has(name.toLowerCase()) || /[./\\:*?[\]']/.test(name)) {
    throw new QueryRejectedError(
      `WITH may not define the name ${name}; choose another`,
    );
  }
}

function checkNode(
  node: { [key: string]: Json },
  allowed: AllowedNames,
  ctes: ReadonlySet<string>,
): void {
  for (const key of ['from_table', 'source']) {
    const source = node[key];
    if (source && typeof source === 'object' && !Array.isArray(source)) {
      checkSourceType(source.type);
    }
  }
  if (node.type === 'JOIN') {
    for (const side of [node.left, node.right]) {
      checkSourceType(
        side && typeof side === 'object' && !Array.isArray(side)
          ? side.type
          : undefined,
      );
    }
  }
  if (node.type === 'BASE_TABLE') {
    checkTable(node, allowed, ctes);
  }
  if (node.type === 'TABLE_FUNCTION') {
    checkTableFunction(node);
  }
  if (
    node.type === 'SHOW_REF' &&
    !(node.query && typeof node.query === 'object')
  ) {
    throw new QueryRejectedError(
      'SHOW is not available here; the table is the only one there is',
    );
  }
  if (
    typeof node.function_name === 'string' &&
    refusedFunctions.test(node.function_name.toLowerCase())
  ) {
    if (!allowedTableFunctions.has(node.function_name.toLowerCase())) {
      throw new QueryRejectedError(
        `The function ${node.function_name} is not available here`,
      );
    }
  }
}

function checkSourceType(type: Json | undefined): void {
  if (typeof type !== 'string' || !allowedSources.has(type)) {
    throw new QueryRejectedError(
      `FROM may not have a part of the kind ${String(type)} here`,
    );
  }
}

function checkTable(
  node: { [key: string]: Json },
  allowed: AllowedNames,
  ctes: ReadonlySet<string>,
): void {
  const [catalog, namespace, name] = [
    node.catalog_name,
    node.schema_name,
    node.table_name,
  ].map(part => (typeof part === 'string' ? part.toLowerCase() : ''));
  const same = (part: string, other: string | undefined) =>
    part === other?.toLowerCase();
  const isTable =
    same(name, allowed.name) &&
    (namespace === '' || same(namespace, allowed.namespace)) &&
    (catalog === '' || (same(catalog, allowed.catalog) && namespace !== ''));
  const isLocal =
    catalog === '' && namespace === '' && (name === 'this' || ctes.has(name));
  if (!isTable && !isLocal) {
    const shown = [node.catalog_name, node.schema_name, node.table_name]
      .filter(part => typeof part === 'string' && part !== '')
      .join('.')
      .slice(0, 200);
    throw new QueryRejectedError(
      `Only ${allowed.namespace}.${allowed.name} can be queried here, not ${shown}`,
    );
  }
}

function checkTableFunction(node: { [key: string]: Json }): void {
  const called = node.function;
  const name =
    called && typeof called === 'object' && !Array.isArray(called)
      ? called.function_name
      : undefined;
  if (
    typeof name !== 'string' ||
    !allowedTableFunctions.has(name.toLowerCase())
  ) {
    throw new QueryRejectedError(
      `The table function ${String(name)} is not available here`,
    );
  }
}
