import { ValidationError } from '../errors';

/**
 * Names a table. A namespace may have several levels, written with dots.
 * @public
 */
export interface TableIdentifier {
  namespace: string;
  name: string;
}

/**
 * A table as callers may name it: `silver.orders`, `sales.eu.orders`, or in parts.
 * @public
 */
export type TableName = string | TableIdentifier;

/**
 * Splits `a.b.table` at its last dot. In parts, a table name may hold dots itself.
 *
 * @throws ValidationError when there is no namespace or no name.
 * @public
 */
export function parseTableName(table: TableName): TableIdentifier {
  if (typeof table !== 'string') {
    if (!table.namespace || !table.name) {
      throw new ValidationError(
        `A table needs a namespace and a name, got ${JSON.stringify(table)}.`,
      );
    }
    return table;
  }
  const at = table.lastIndexOf('.');
  if (at <= 0 || at === table.length - 1) {
    throw new ValidationError(
      `Table '${table}' must be written as namespace.table, for example silver.orders.`,
    );
  }
  return { namespace: table.slice(0, at), name: table.slice(at + 1) };
}

/**
 * The full name, for messages.
 * @public
 */
export function formatTableName(table: TableIdentifier): string {
  return `${table.namespace}.${table.name}`;
}
