import type { KnownTable, TableStore } from '../database';
import {
  exchangedName,
  exchangesAmong,
  renamedRow,
  type MovedTable,
} from './exchangesAmong';
import type { ListedTable } from './listTables';

type MovedListed = MovedTable & { known: ListedTable };

/** What is to be done with tables that were read by names of others. */
export interface SettledMoves {
  /** To be read by the name that each has now. */
  toRead: ListedTable[];
  /** They stay as they are until the next scan. */
  waiting: ListedTable[];
  /** Of `toRead`, those that have exchanged their names. */
  exchanged: ListedTable[];
}

/** Tables that one scan read by names by which others were known, while these are listed too. */
export class MovedTables {
  /** Listed tables by their UUIDs: one may be listed by several names. */
  readonly #listed: ReadonlyMap<string, KnownTable[]>;
  readonly #moved: MovedListed[] = [];
  readonly #failed = new Set<number>();

  /** @param listed - All that the catalog lists. */
  constructor(listed: readonly KnownTable[]) {
    this.#listed = tablesByUuid(listed);
  }

  /** What a UUID was known as before this scan. */
  knownAs(tableUuid: string): KnownTable | undefined {
    return this.#listed.get(tableUuid)?.[0];
  }

  add(known: ListedTable, found: MovedTable['found']): void {
    this.#moved.push({ known, found });
  }

  /** It could not be read now. One that could not be before is waited for no longer. */
  addFailed({ id, scanError }: ListedTable): void {
    if (scanError === undefined) {
      this.#failed.add(id);
    }
  }

  /** Of these, those whose names the moved tables had: what is there by them now tells whether they were exchanged. */
  partnersAmong(tables: readonly ListedTable[]): ListedTable[] {
    const ids = new Set(
      this.#moved.flatMap(({ found }) =>
        this.#listed.get(found.tableUuid)!.map(({ id }) => id),
      ),
    );
    return tables.filter(({ id }) => ids.has(id));
  }

  /**
   * Of these, those that were read as they were although something else now has been by another name: they may have moved just
   * after that.
   */
  openEndsAmong(tables: readonly ListedTable[]): ListedTable[] {
    const moved = new Set(this.#moved.map(({ known }) => known.id));
    return this.partnersAmong(tables).filter(
      ({ id }) => !moved.has(id) && !this.#failed.has(id),
    );
  }

  /**
   * Lets tables that have exchanged their names keep what is known of them. Where one of them may be what could not be read, the
   * others wait for it, as what is stored by their names would be lost.
   */
  async settle(
    tables: Pick<TableStore, 'exchangeNames'>,
  ): Promise<SettledMoves> {
    const moved = this.#pairedUp();
    const toRead = new Map(moved.map(({ known }) => [known.id, known]));
    const waiting = moved.filter(move => this.#leadsToFailed(move, moved));
    for (const { known } of waiting) {
      toRead.delete(known.id);
    }
    const exchanged: ListedTable[] = [];
    for (const circle of exchangesAmong(moved)) {
      if (await tables.exchangeNames(circle.map(exchangedName))) {
        for (const move of circle) {
          const { id, pointer } = move.known;
          const row = { ...renamedRow(move), pointer };
          toRead.set(id, row);
          exchanged.push(row);
        }
      }
    }
    return {
      toRead: [...toRead.values()],
      waiting: waiting.map(({ known }) => known),
      exchanged,
    };
  }

  /** Of a table that is listed by several names, what was read is the one by whose name there is another now. */
  #pairedUp(): MovedListed[] {
    const free = new Set(this.#moved.map(({ known }) => known.id));
    return this.#moved.map(({ known, found }) => {
      const { tableUuid } = found;
      const row = this.#listed
        .get(tableUuid)!
        .find(({ id }) => free.delete(id));
      return { known, found: row ? { ...row, tableUuid } : found };
    });
  }

  #leadsToFailed(first: MovedTable, moved: readonly MovedTable[]): boolean {
    const byKnown = new Map(moved.map(move => [move.known.id, move]));
    const seen = new Set<number>();
    let next: MovedTable | undefined = first;
    while (next && !seen.has(next.known.id)) {
      if (this.#failed.has(next.found.id)) {
        return true;
      }
      seen.add(next.known.id);
      next = byKnown.get(next.found.id);
    }
    return false;
  }
}

/** Those of known UUIDs. */
export function tablesByUuid(
  tables: readonly KnownTable[],
): Map<string, KnownTable[]> {
  const byUuid = new Map<string, KnownTable[]>();
  for (const table of tables) {
    if (table.tableUuid) {
      const those = byUuid.get(table.tableUuid);
      if (those) those.push(table);
      else byUuid.set(table.tableUuid, [table]);
    }
  }
  return byUuid;
}
