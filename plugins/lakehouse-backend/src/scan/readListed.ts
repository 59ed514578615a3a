import type { KnownTable, StoredSchema, TableStore } from '../database';
import {
  exchangedName,
  exchangesAmong,
  renamedRow,
  type MovedTable,
} from './exchangesAmong';
import { forEachConcurrently } from './forEachConcurrently';
import type { ListedTable, Listing } from './listTables';
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

type MovedListed = MovedTable & { known: ListedTable };

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
  const { tableScan, listing, schemaOf, concurrency, signal, onRead } = reading;
  const missing = byUuid(listing.missing);
  const listed = byUuid(listing.tables);
  const moved: MovedListed[] = [];
  const readAll = (tables: ListedTable[], known: typeof listed | undefined) =>
    forEachConcurrently(tables, { concurrency, signal }, async table => {
      const outcome = await tableScan.read(
        table,
        table.pointer,
        schemaOf(table.schema),
        {
          missing: uuid => missing.get(uuid),
          listed: uuid => known?.get(uuid),
        },
      );
      if (outcome.kind === 'moved') {
        moved.push({ known: table, found: outcome.found });
      } else {
        await onRead(table, outcome);
      }
    });
  let turn = plan.toRead;
  let left = plan.notDue;
  while (turn.length > 0) {
    await readAll(turn, listed);
    const partners = new Set(moved.map(({ found }) => found.id));
    turn = left.filter(({ id }) => partners.has(id));
    left = left.filter(({ id }) => !partners.has(id));
  }
  await readAll(await exchange(moved, reading), undefined);
  return left;
}

/** Lets tables that have exchanged their names keep what is known of them. Returns what is to be read by which name now. */
async function exchange(
  moved: MovedListed[],
  { tables, onExchanged }: ListedReading,
): Promise<ListedTable[]> {
  const rows = new Map(moved.map(({ known }) => [known.id, known]));
  for (const circle of exchangesAmong(moved)) {
    const isDone = await tables.exchangeNames(circle.map(exchangedName));
    for (const move of isDone ? circle : []) {
      const { id, pointer } = move.known;
      rows.set(id, { ...renamedRow(move), pointer });
      onExchanged(move.known);
    }
  }
  return [...rows.values()];
}

/** Those of known UUIDs. */
function byUuid(tables: KnownTable[]): Map<string, KnownTable> {
  return new Map(
    tables.flatMap(table =>
      table.tableUuid ? [[table.tableUuid, table] as const] : [],
    ),
  );
}
