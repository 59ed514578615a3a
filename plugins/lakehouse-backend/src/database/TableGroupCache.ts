import type { TableGroup } from './tableGroups';

/** What another replica writes is seen so late, at most. What this one writes, at once. */
const FRESH_MS = 1_000;

/**
 * The sums over all tables, added up once for all who ask within a moment: each page of the API needs them, and with
 * 10,000 tables they are the most expensive thing that it asks the database.
 */
export class TableGroupCache {
  readonly #read: () => Promise<TableGroup[]>;
  readonly #now: () => number;
  #kept: { sinceMs: number; groups: Promise<TableGroup[]> } | undefined;

  /** @param read - Adds up the tables of all lakehouses. */
  constructor(
    read: () => Promise<TableGroup[]>,
    now: () => number = () => performance.now(),
  ) {
    this.#read = read;
    this.#now = now;
  }

  /** Not to be changed: others have the same. */
  async get(): Promise<readonly TableGroup[]> {
    const kept = this.#kept;
    if (kept && this.#now() - kept.sinceMs < FRESH_MS) {
      return kept.groups;
    }
    const made = { sinceMs: this.#now(), groups: this.#read() };
    this.#kept = made;
    try {
      return await made.groups;
    } catch (error) {
      if (this.#kept === made) {
        this.#kept = undefined;
      }
      throw error;
    }
  }

  /** After each change of the tables, also when it failed half-way. Sums that are being read may lack it. */
  forget(): void {
    this.#kept = undefined;
  }
}
