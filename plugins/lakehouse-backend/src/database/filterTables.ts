import { InputError } from '@backstage/errors';
import {
  parseTableNameParameter,
  type TablesQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import type { Knex } from 'knex';
import { Duration } from 'luxon';
import type { TableRow } from './rows';

/**
 * Narrows a query over `lakehouse_tables` to what is asked for.
 *
 * @throws InputError for a duration that is none, and for text that databases don't take.
 */
export function filterTables(
  builder: Knex.QueryBuilder<TableRow>,
  query: TablesQuery,
  nowMs: number,
): Knex.QueryBuilder<TableRow> {
  requirePlainText(query);
  if (query.lakehouse !== undefined) {
    builder.where('lakehouse', query.lakehouse);
  }
  if (query.schema !== undefined) {
    builder.where('schema_name', query.schema);
  }
  if (query.name?.length) {
    if (query.lakehouse === undefined) {
      throw new InputError('name needs lakehouse: names are of one lakehouse');
    }
    const names = query.name.map(readName);
    builder.whereIn(
      ['schema_name', 'table_name'],
      names.map(({ schema, table }) => [schema, table]),
    );
  }
  for (const word of (query.search ?? '')
    .toLocaleLowerCase('en-US')
    .split(/\s+/)
    .filter(Boolean)) {
    builder.whereRaw("search_text like ? escape '!'", [
      `%${word.replace(/[!%_]/g, '!$&')}%`,
    ]);
  }
  if (query.severity?.length) {
    // What is not read has no health at all, not an unknown one.
    builder.whereIn('severity', query.severity).whereNull('unreadable');
  }
  whereAnyOf(builder, 'layer', query.layer);
  whereAnyOf(builder, 'owner', query.owner);
  if (query.minSizeBytes !== undefined) {
    builder.where('size_bytes', '>=', query.minSizeBytes);
  }
  if (query.maxSizeBytes !== undefined) {
    builder.where('size_bytes', '<=', query.maxSizeBytes);
  }
  if (query.minAge !== undefined) {
    builder.where(
      'last_commit_at',
      '<=',
      nowMs - readAge(query.minAge, 'minAge'),
    );
  }
  if (query.maxAge !== undefined) {
    builder.where(
      'last_commit_at',
      '>=',
      nowMs - readAge(query.maxAge, 'maxAge'),
    );
  }
  return builder;
}

function readName(text: string): { schema: string; table: string } {
  const name = parseTableNameParameter(text);
  if (!name || `${name.schema}${name.table}`.includes('\0')) {
    throw new InputError(
      'name must be schema/table, both percent-encoded, for example silver/orders',
    );
  }
  return name;
}

function readAge(text: string, name: string): number {
  const milliseconds = Duration.fromISO(text).toMillis();
  if (!Number.isFinite(milliseconds) || milliseconds < 0) {
    throw new InputError(
      `${name} must be an ISO 8601 duration, for example P7D or PT12H, not "${text}"`,
    );
  }
  return Math.round(milliseconds);
}

/** One of these values, or none at all for the word `none`. */
function whereAnyOf(
  builder: Knex.QueryBuilder<TableRow>,
  column: 'layer' | 'owner',
  values: string[] | undefined,
): void {
  if (!values?.length) {
    return;
  }
  const named = values.filter(value => value !== 'none');
  builder.where(either => {
    either.whereIn(column, named);
    if (named.length < values.length) {
      either.orWhereNull(column);
    }
  });
}

/** PostgreSQL takes no zero bytes, and nothing is called so. */
function requirePlainText(query: TablesQuery): void {
  for (const [name, value] of Object.entries(query)) {
    for (const text of [value].flat()) {
      if (typeof text === 'string' && text.includes('\0')) {
        throw new InputError(`${name} must not contain a zero byte`);
      }
    }
  }
}
