import type { ExchangedName, KnownTable } from '../database';

/** A table that was read by a name where another one was known. */
export interface MovedTable {
  /** What was known by the name. */
  known: KnownTable;
  /** What was read: known by another name until now, where something is listed too. */
  found: KnownTable & { tableUuid: string };
}

/**
 * Those that have exchanged their names: two that swapped, or more in a circle. Others of which only the one end is known
 * are none: where a tool puts a new table in the place of another and keeps that one as a backup, the entity of the name is
 * still what its readers look for.
 */
export function exchangesAmong<T extends MovedTable>(
  moved: readonly T[],
): T[][] {
  const byKnown = new Map(moved.map(move => [move.known.id, move]));
  const exchanges: T[][] = [];
  const visited = new Set<number>();
  for (const { known } of moved) {
    const path: T[] = [];
    let next = byKnown.get(known.id);
    while (next && !visited.has(next.known.id)) {
      visited.add(next.known.id);
      path.push(next);
      next = byKnown.get(next.found.id);
    }
    const start = next ? path.indexOf(next) : -1;
    if (start >= 0) {
      exchanges.push(path.slice(start));
    }
  }
  return exchanges;
}

/** What was read, by the name that it has now. */
export function exchangedName({ known, found }: MovedTable): ExchangedName {
  return {
    id: found.id,
    tableUuid: found.tableUuid,
    schema: known.schema,
    table: known.table,
  };
}

/** What is known of what was read, by the name that it has now: by that name nothing was read yet. */
export function renamedRow({ known, found }: MovedTable): KnownTable {
  const { schema, table } = known;
  return { ...found, schema, table, readVersion: undefined };
}
