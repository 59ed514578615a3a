import type { KnownTable } from '../database';
import type { MovedTable } from './exchangesAmong';

/** So many tables that exchange their names are followed; a scan of all tables finds longer circles too. */
const MAX_CIRCLE = 8;

/**
 * Finds with which others a single table has exchanged its name, by reading what is there by their names now.
 *
 * @param table - what is known by the name
 * @param tableUuid - of what was read by it
 * @param known - all tables of the lakehouse
 * @param uuidOf - of what the catalog has by this name; undefined: nothing
 * @returns All of the circle, this one first; empty: it is none.
 * @throws What `uuidOf` throws, and Error where there may be more of them than are followed.
 */
export async function findExchange(
  table: KnownTable,
  tableUuid: string,
  known: readonly KnownTable[],
  uuidOf: (table: KnownTable) => Promise<string | undefined>,
): Promise<MovedTable[]> {
  const moved: MovedTable[] = [];
  let last = { known: table, uuid: tableUuid };
  while (moved.length < MAX_CIRCLE) {
    const { uuid } = last;
    const found = known.filter(other => other.tableUuid === uuid);
    if (found.some(({ id }) => id === table.id)) {
      return [
        ...moved,
        { known: last.known, found: { ...table, tableUuid: uuid } },
      ];
    }
    const next = await firstMoved(
      found.filter(({ id }) => !moved.some(move => move.found.id === id)),
      uuidOf,
    );
    if (!next) {
      return [];
    }
    moved.push({
      known: last.known,
      found: { ...next.known, tableUuid: uuid },
    });
    last = next;
  }
  throw new Error(`More than ${MAX_CIRCLE} tables may have done so`);
}

/** A table may be there by several names: of these, the one by whose name there is another now. */
async function firstMoved(
  tables: KnownTable[],
  uuidOf: (table: KnownTable) => Promise<string | undefined>,
): Promise<{ known: KnownTable; uuid: string } | undefined> {
  for (const known of tables) {
    const uuid = await uuidOf(known);
    if (uuid !== undefined && uuid !== known.tableUuid) {
      return { known, uuid };
    }
  }
  return undefined;
}
