import type { KnownTable } from '../database';
import { exchangesAmong, type MovedTable } from './exchangesAmong';

/** So many tables that exchange their names are followed; a scan of all tables finds longer circles too. */
const MAX_CIRCLE = 8;

/**
 * Finds with which others a single table has exchanged its name, by reading what is there by their names now.
 *
 * @param known - all tables of the lakehouse
 * @param uuidOf - of what the catalog has by this name; undefined: nothing
 * @returns All of the circle; empty: it is none.
 * @throws What `uuidOf` throws.
 */
export async function findExchange(
  first: MovedTable,
  known: readonly KnownTable[],
  uuidOf: (table: KnownTable) => Promise<string | undefined>,
): Promise<MovedTable[]> {
  const moved = [first];
  let last = first.found;
  while (last.id !== first.known.id && moved.length < MAX_CIRCLE) {
    const tableUuid = await uuidOf(last);
    const found = known.find(table => table.tableUuid === tableUuid);
    if (tableUuid === undefined || !found) {
      return [];
    }
    moved.push({ known: last, found: { ...found, tableUuid } });
    last = { ...found, tableUuid };
  }
  return exchangesAmong(moved)[0] ?? [];
}
