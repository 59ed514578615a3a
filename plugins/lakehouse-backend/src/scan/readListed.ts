import type { StoredSchema, TableStore } from '../database';
import { forEachConcurrently } from './forEachConcurrently';
import type { ListedTable, Listing } from './listTables';
import { MovedTables, tablesByUuid } from './MovedTables';
import type { ReadingPlan } from './planReading';
import type { ReadOutcome, TableScan } from './TableScan';

/** What reading listed tables works with. */
export interface ListedReading {
  tableScan: Pick<TableScan, 'read'>;
  tables: Pick<TableStore, 'exchangeNames'>;
  listing: Pick<Listing, 'tables' | 'missing'>;
  schemaOf(name: string): StoredSchema;
  /** Tables that are read at the same time. */
  concurrency: number;
  signal: AbortSignal;
  /** Hears of each table once. */
  onRead(
    table: ListedTable,
    outcome: Exclude<ReadOutcome, { kind: 'moved' }>,
  ): Promise<void>;
  /** Hears of each table whose name another one had; before it is read. */
  onExchanged(table: ListedTable): void;
}

/**
 * Reads the tables of a plan. Those that have exchanged their names keep what is known of them; where that would be one whose
 * turn has not come, it is read as well.
 *
 * @returns What of `plan.notDue` was not read.
 * @throws The reason of the signal, and what the store throws. Failures of single tables are outcomes.
 */
export async function readListed(
  plan: Pick<ReadingPlan, 'toRead' | 'notDue'>,
  reading: ListedReading,
): Promise<ListedTable[]> {
  const { tableScan, listing, schemaOf, concurrency, signal } = reading;
  const missing = tablesByUuid(listing.missing);
  const moves = new MovedTables(listing.tables);
  const heard = new Set<number>();
  const tell: ListedReading['onRead'] = async (table, outcome) => {
    if (!heard.has(table.id)) {
      heard.add(table.id);
      await reading.onRead(table, outcome);
    }
  };
  const readAll = (tables: ListedTable[], ifMoved: 'tell' | 'store') =>
    forEachConcurrently(tables, { concurrency, signal }, async table => {
      const outcome = await tableScan.read(
        table,
        table.pointer,
        schemaOf(table.schema),
        {
          missing: uuid => missing.get(uuid)?.[0],
          ...(ifMoved === 'tell' && { listed: uuid => moves.knownAs(uuid) }),
        },
      );
      if (outcome.kind === 'moved') {
        moves.add(table, outcome.found);
        return;
      }
      if (outcome.kind === 'failed') {
        moves.addFailed(table);
      }
      await tell(table, outcome);
    });

  let turn = plan.toRead;
  let left = plan.notDue;
  while (turn.length > 0) {
    await readAll(turn, 'tell');
    turn = moves.partnersAmong(left);
    const partners = new Set(turn);
    left = left.filter(table => !partners.has(table));
  }
  await readAll(moves.openEndsAmong(plan.toRead), 'tell');
  const { toRead, waiting, exchanged } = await moves.settle(reading.tables);
  exchanged.forEach(table => reading.onExchanged(table));
  for (const table of waiting) {
    await tell(table, { kind: 'unchanged', identityChanged: false });
  }
  await readAll(toRead, 'store');
  return left;
}
