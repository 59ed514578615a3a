import type {
  TablesPage,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';

/** Rows per request. */
export const PAGE_SIZE = 100;

/** Pages that are kept; those far away are forgotten first. */
const MAX_PAGES = 30;

/** What is known of a sorted and filtered list: some of its pages. Immutable. */
export class TablePages {
  static readonly EMPTY = new TablePages(undefined, new Map());

  /** Rows of the whole list; undefined before the first answer. */
  readonly total: number | undefined;
  readonly #pages: ReadonlyMap<number, readonly TableSummary[]>;

  private constructor(
    total: number | undefined,
    pages: ReadonlyMap<number, readonly TableSummary[]>,
  ) {
    this.total = total;
    this.#pages = pages;
  }

  /** The row at an index, if its page is known. */
  rowAt(index: number): TableSummary | undefined {
    return this.#pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
  }

  /** Numbers of the pages that rows from `first` to before `end` need and that are not known. */
  missing(first: number, end: number): number[] {
    const last = Math.floor((Math.max(end, first + 1) - 1) / PAGE_SIZE);
    const numbers: number[] = [];
    for (let page = Math.floor(first / PAGE_SIZE); page <= last; page++) {
      if (!this.#pages.has(page)) {
        numbers.push(page);
      }
    }
    return numbers;
  }

  /** With one more page; the newest answer decides about the length of the list. */
  with(page: number, answer: TablesPage): TablePages {
    const pages = new Map(this.#pages).set(page, answer.items);
    while (pages.size > MAX_PAGES) {
      const farthest = [...pages.keys()].reduce((a, b) =>
        Math.abs(b - page) > Math.abs(a - page) ? b : a,
      );
      pages.delete(farthest);
    }
    return new TablePages(answer.totalItems, pages);
  }
}
