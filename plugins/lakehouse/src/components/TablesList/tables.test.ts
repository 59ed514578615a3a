import fc from 'fast-check';
import { mockTables } from '../../testing';
import { SEVERITY_ORDER } from '../shared';
import { AGE_KEYS, SIZE_KEYS } from './ranges';
import { PAGE_SIZE, TablePages } from './TablePages';
import { tablesCsv } from './tablesCsv';
import {
  FIRST_ORDER,
  readTablesState,
  sameFilter,
  type TablesSort,
  type TablesState,
  toTablesQuery,
  writeTablesState,
} from './TablesState';
import { filterOfView, TABLES_VIEWS, type TablesViewId } from './tablesViews';
import { virtualWindow } from './VirtualWindow';

const word = fc.stringMatching(/^[a-z][a-z0-9:/-]{0,20}$/);
const state: fc.Arbitrary<TablesState> = fc.record({
  search: fc.stringMatching(/^\S(.{0,20}\S)?$/),
  severity: fc.subarray([...SEVERITY_ORDER]),
  layer: fc.uniqueArray(word, { maxLength: 5 }),
  owner: fc.uniqueArray(word, { maxLength: 5 }),
  size: fc.option(fc.constantFrom(...SIZE_KEYS), { nil: undefined }),
  age: fc.option(fc.constantFrom(...AGE_KEYS), { nil: undefined }),
  sort: fc.constantFrom(...(Object.keys(FIRST_ORDER) as TablesSort[])),
  order: fc.constantFrom('asc' as const, 'desc' as const),
});

describe('state of the list in the address', () => {
  it('comes back as it was written, and leaves the parameters of others alone', () => {
    fc.assert(
      fc.property(state, written => {
        const params = writeTablesState(
          new URLSearchParams('lakehouse=retail&inspect='),
          written,
        );
        expect(readTablesState(new URLSearchParams(params.toString()))).toEqual(
          written,
        );
        expect([params.get('lakehouse'), params.get('inspect')]).toEqual([
          'retail',
          '',
        ]);
      }),
    );
  });

  it('writes nothing for the defaults, and believes nothing that makes no sense', () => {
    const defaults = readTablesState(new URLSearchParams());
    expect(defaults).toMatchObject({
      sort: 'health',
      order: 'asc',
      search: '',
      severity: [],
    });
    expect(
      writeTablesState(
        new URLSearchParams('sort=size&health=critical'),
        defaults,
      ).toString(),
    ).toBe('');

    const nonsense = new URLSearchParams(
      `health=awful,critical,critical&size=huge&age=-1&sort=__proto__&order=up&q=${'x'.repeat(
        9_999,
      )}&layer=${'l,'.repeat(9_999)}`,
    );
    const read = readTablesState(nonsense);
    expect(read).toMatchObject({
      severity: ['critical'],
      size: undefined,
      age: undefined,
      sort: 'health',
      order: 'asc',
      layer: ['l'],
    });
    expect(read.search).toHaveLength(200);
    fc.assert(
      fc.property(
        fc.webQueryParameters(),
        query => void readTablesState(new URLSearchParams(query)),
      ),
    );
  });

  it('becomes a question without empty filters', () => {
    const all = readTablesState(new URLSearchParams());
    expect(JSON.parse(JSON.stringify(toTablesQuery(all)))).toEqual({
      sort: 'health',
      order: 'asc',
    });
    expect(
      toTablesQuery({ ...all, ...filterOfView('stale'), size: '1mb-100mb' }),
    ).toMatchObject({
      minAge: 'P7D',
      minSizeBytes: 1024 ** 2,
      maxSizeBytes: 100 * 1024 ** 2 - 1,
    });
  });

  it('knows its views apart', () => {
    const ids = Object.keys(TABLES_VIEWS) as TablesViewId[];
    for (const id of ids) {
      expect(
        ids.filter(other => sameFilter(filterOfView(id), filterOfView(other))),
      ).toEqual([id]);
    }
  });
});

describe('windowing of the list', () => {
  it('draws what is in sight, and never more than 80 rows', () => {
    const any = fc.record({
      scrollTop: fc.integer({ min: -100, max: 500_000 }),
      viewHeight: fc.integer({ min: 0, max: 2_200 }),
      total: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(any, ({ scrollTop, viewHeight, total }) => {
        const { first, end } = virtualWindow(scrollTop, viewHeight, 41, total);
        expect(end - first).toBeLessThanOrEqual(80);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(total);
        const maxScroll = Math.max(0, total * 41 - viewHeight);
        const top = Math.min(Math.max(0, scrollTop), maxScroll);
        expect(first * 41).toBeLessThanOrEqual(top);
        expect(end * 41).toBeGreaterThanOrEqual(
          Math.min(top + viewHeight, total * 41),
        );
      }),
    );
  });

  it('asks for the pages it lacks, and forgets those far away', () => {
    const answer = (offset: number) => ({
      items: mockTables(),
      totalItems: 10_000,
      offset,
      limit: PAGE_SIZE,
    });
    expect(TablePages.EMPTY.missing(0, 8)).toEqual([0]);
    expect(TablePages.EMPTY.missing(95, 205)).toEqual([0, 1, 2]);
    let pages = TablePages.EMPTY;
    for (let page = 0; page < 60; page++) {
      pages = pages.with(page, answer(page * PAGE_SIZE));
    }
    expect(pages.total).toBe(10_000);
    expect(pages.rowAt(59 * PAGE_SIZE + 3)?.table).toBe(mockTables()[3].table);
    expect(pages.missing(5_800, 6_000)).toEqual([]);
    expect(pages.missing(0, 100)).toEqual([0]);
  });

  it('goes on from the cursor of the page before, and jumps where there is none', () => {
    const answer = (nextCursor?: string) => ({
      items: mockTables(),
      totalItems: 10_000,
      nextCursor,
      offset: 0,
      limit: PAGE_SIZE,
    });
    const { EMPTY } = TablePages;
    expect(EMPTY.questionFor(0)).toEqual({ offset: 0, limit: PAGE_SIZE });
    expect(EMPTY.questionFor(3)).toEqual({ offset: 300, limit: PAGE_SIZE });
    let pages = EMPTY.with(0, answer('one')).with(50, answer('fifty-one'));
    expect(pages.questionFor(0)).toMatchObject({ cursor: undefined });
    expect(pages.questionFor(1)).toMatchObject({ cursor: 'one', offset: 0 });
    expect(pages.questionFor(51)).toMatchObject({
      cursor: 'fifty-one',
      offset: 0,
    });
    expect(pages.questionFor(9)).toMatchObject({
      cursor: undefined,
      offset: 900,
    });
    pages = pages.with(99, answer());
    expect(pages.questionFor(99)).toMatchObject({ offset: 9_900 });
  });
});

it('exports tables as CSV that a spreadsheet neither breaks nor runs', () => {
  const [first] = mockTables();
  const csv = tablesCsv([
    {
      ...first,
      table: '=cmd|"/c calc"!A1',
      due: ['Compact, sorted', 'Expire'],
      slowdown: undefined,
      score: 31,
    },
  ]);
  const [head, line, last] = csv.split('\r\n');
  expect(head.split(',').slice(0, 5)).toEqual([
    'lakehouse',
    'schema',
    'table',
    'severity',
    'score',
  ]);
  expect(line).toContain(
    `retail,bronze,"'=cmd|""/c calc""!A1",critical,31,false,,bronze,`,
  );
  expect(line).toContain('"Compact, sorted; Expire"');
  expect(last).toBe('');
});
