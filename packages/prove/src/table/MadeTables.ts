/** A table that this run may have made. */
export interface MadeTable {
  schema: string;
  table: string;
  /** Its name could be that of somebody's own table: it is dropped only after a look at its comment. */
  isNamed: boolean;
}

/** What has to be removed. A table is noted before it is made: whether a statement that broke off was executed is not known. */
export class MadeTables {
  readonly #tables = new Map<string, MadeTable>();

  add(table: MadeTable): void {
    this.#tables.set(keyOf(table), table);
  }

  remove(table: Pick<MadeTable, 'schema' | 'table'>): void {
    this.#tables.delete(keyOf(table));
  }

  has(table: Pick<MadeTable, 'schema' | 'table'>): boolean {
    return this.#tables.has(keyOf(table));
  }

  list(): MadeTable[] {
    return [...this.#tables.values()];
  }
}

function keyOf({ schema, table }: Pick<MadeTable, 'schema' | 'table'>): string {
  return JSON.stringify([schema, table]);
}
