import type {
  TablesPage,
  TablesQuery,
  TableSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';

/** Rows per request. */
export const PAGE_SIZE = 100;

/** Pages that are kept; those far away are forgotten first. */
const MAX_PAGES = 30;

/** What is known of a sorted and filtered list: some of its pages. Immutable. */
export class TablePages {
  static readonly EMPTY = new TablePages(undefined, new Map(), new Map());

  /** Rows of the whole list; undefined before the first answer. */
  readonly total: number | undefined;
  readonly #pages: ReadonlyMap<number, readonly TableSummary[]>;
  /** Where pages begin, as far as the back end has said; kept for pages that are forgotten, too. */
  readonly #cursors: ReadonlyMap<number, string>;

  private constructor(
    total: number | undefined,
    pages: ReadonlyMap<number, readonly TableSummary[]>,
    cursors: ReadonlyMap<number, string>,
  ) {
    this.total = total;
    this.#pages = pages;
    this.#cursors = cursors;
  }

  /** What to ask for a page: from its cursor where the page before has told it, else by jumping there. */
  questionFor(page: number): Pick<TablesQuery, 'cursor' | 'offset' | 'limit'> {
    const cursor = this.#cursors.get(page);
    return {
      cursor,
      offset: cursor === undefined ? page * PAGE_SIZE : 0,
      limit: PAGE_SIZE,
    };
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
    const cursors = answer.nextCursor
      ? new Map(this.#cursors).set(page + 1, answer.nextCursor)
      : this.#cursors;
    return new TablePages(answer.totalItems, pages, cursors);
  }
}
