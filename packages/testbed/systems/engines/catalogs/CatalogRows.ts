import { CATALOGS_HEADING } from '../EnginesPage';
import { markdownTable, rowsOfMarkdownTable } from '../markdownTable';
import { CHANGE_NAMES, CHANGES, type Change } from './changes';
import { LAKE_CATALOGS } from './lakeCatalogs';

/** Of the heading's part of the page: its table. */
const TABLE = /(?:^\|.*\n)+/m;

/** Rows of one catalog in the page's table of engines, catalogs and changes. Each catalog's test has its own. */
export class CatalogRows {
  readonly #title: string;
  readonly #engines: string[];
  readonly #cells = new Map<string, string>();

  constructor(title: string, engines: string[]) {
    this.#title = title;
    this.#engines = engines;
  }

  /** Rows of a catalog in the page, as cells. */
  static in(page: string, title: string): string[][] {
    return rowsOfMarkdownTable(splitPage(page).table).filter(
      ([catalog]) => catalog === title,
    );
  }

  add(engine: string, change: Change, cell: string): void {
    this.#cells.set(`${engine} ${change}`, cell);
  }

  /** What a run found; cells of tests that failed say so. */
  found(): string[][] {
    return CHANGE_NAMES.map(change => [
      this.#title,
      CHANGES[change],
      ...this.#engines.map(
        engine => this.#cells.get(`${engine} ${change}`) ?? 'FAILED',
      ),
    ]);
  }

  /** The page with these rows in place of those that it has of this catalog; others stay as they are. */
  putInto(page: string): string {
    const { before, table, after } = splitPage(page);
    const others = rowsOfMarkdownTable(table).slice(1);
    const rows = Object.values(LAKE_CATALOGS).flatMap(({ title }) =>
      title === this.#title
        ? this.found()
        : others.filter(([catalog]) => catalog === title),
    );
    return `${before}${markdownTable([
      ['Catalog', 'Done to the table', ...this.#engines],
      ...rows,
    ])}${after}`;
  }
}

/**
 * The page before its table of engines and catalogs, that table, and what follows.
 *
 * @throws Error where the page has no such table.
 */
export function splitPage(page: string): {
  before: string;
  table: string;
  after: string;
} {
  const heading = page.indexOf(CATALOGS_HEADING);
  const match = heading < 0 ? null : TABLE.exec(page.slice(heading));
  if (!match)
    throw new Error(`docs/engines.md has no table in "${CATALOGS_HEADING}"`);
  const start = heading + match.index;
  return {
    before: page.slice(0, start),
    table: match[0],
    after: page.slice(start + match[0].length),
  };
}
