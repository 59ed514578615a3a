import { coreApis } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  LakehouseApi,
  RequestOptions,
  TableQueryRequest,
  TableQueryResult,
  TableRef,
  TableSnapshots,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  act,
  configure,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi, mockSnapshots } from '../../testing';
import { TableSnapshotsView } from './SnapshotsTab';

const ORDERS: TableRef = {
  lakehouse: 'retail',
  schema: 'silver',
  table: 'orders',
};
const ALL = mockSnapshots(ORDERS, { offset: 0, limit: 500 });
const NEWEST = ALL.snapshots[0].snapshotId;
const TAGGED = ALL.refs.find(ref => ref.type === 'tag')!.snapshotId;

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

function render(
  options: {
    api?: Partial<LakehouseApi>;
    query?: string;
    table?: TableRef;
  } = {},
) {
  const api: LakehouseApi = { ...createMockLakehouseApi(), ...options.api };
  const result = renderInTestApp(
    <TableSnapshotsView table={options.table ?? ORDERS} />,
    {
      apis: [
        [lakehouseApiRef, api],
        mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
      ],
      initialRouteEntries: [`/?${options.query ?? ''}`],
    },
  );
  return {
    ...result,
    query: () =>
      new URLSearchParams(
        result.apis.get(coreApis.appHistory)?.getSnapshot().location.search,
      ),
  };
}

function short(id: string) {
  return `${id.slice(0, 4)}…${id.slice(-4)}`;
}

function choice(letter: 'A' | 'B', id: string) {
  return screen.getByLabelText(
    letter === 'A'
      ? `Compare from ${short(id)} (A)`
      : `Compare to ${short(id)} (B)`,
  );
}

describe('SnapshotsTab', () => {
  it('opens with the lede, the growth in a sentence, and the list with its refs, and has no barrier', async () => {
    const { container } = render();
    expect(
      await screen.findByText('You can travel back 30 days,'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: /^Records, files, size and commits per day from .* data files from 2,\d{3} to 2,858/,
      }),
    ).toBeInTheDocument();
    const newest = choice('A', NEWEST).closest('tr')!;
    expect(newest).toHaveTextContent('replace');
    expect(newest).toHaveTextContent('rows unchanged');
    expect(newest).toHaveTextContent(
      '1,290 → 440 files, 410 delete files gone',
    );
    expect(newest).toHaveTextContent('main (branch)');
    expect(screen.getByText('end-of-october').closest('tr')).toHaveTextContent(
      'end-of-october (tag)',
    );
    expect(screen.getByText('120 of 120 snapshots')).toBeInTheDocument();

    const { violations } = await axe(container);
    expect(violations).toEqual([]);
  });

  it('folds dull stretches, and opens them', async () => {
    const user = userEvent.setup();
    render();
    const folded = (
      await screen.findAllByRole('button', { name: /^Show \d+ more, / })
    )[0];
    const rows = screen.getAllByLabelText(/\(A\)$/).length;
    const count = Number(/Show (\d+) more/.exec(folded.textContent ?? '')?.[1]);
    await user.click(folded);
    expect(screen.getAllByLabelText(/\(A\)$/)).toHaveLength(rows + count);
  });

  it('compares two snapshots that are chosen in the list, swaps and clears them, all in the address', async () => {
    const user = userEvent.setup();
    const compareSnapshots = jest.fn(createMockLakehouseApi().compareSnapshots);
    const { query } = render({ api: { compareSnapshots } });
    await screen.findByText('end-of-october');
    await user.click(choice('A', TAGGED));
    // B is the current snapshot unless somebody chooses another.
    expect(
      await screen.findByText('A → B: end-of-october to main'),
    ).toBeInTheDocument();
    expect(query().get('a')).toBe(TAGGED);
    expect(choice('B', NEWEST)).toHaveAttribute('aria-pressed', 'true');
    expect(compareSnapshots).toHaveBeenCalledWith(
      ORDERS,
      { from: TAGGED, to: NEWEST },
      expect.anything(),
    );

    const figures = await screen.findByRole('table', {
      name: 'Figures of both snapshots',
    });
    expect(
      within(figures).getByText('Data files').closest('tr'),
    ).toHaveTextContent('Data files2,6162,858+242');
    expect(screen.getByText('ship_to → shipping_address')).toBeInTheDocument();
    expect(
      screen.getByText('20 other fields are the same.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'the Trino query of A' }),
    ).toHaveTextContent(`FOR VERSION AS OF ${TAGGED}`);
    expect(
      screen.getByRole('img', {
        name: /^Data files by partition from A to B: 804 removed and 1,498 added/,
      }),
    ).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Swap' }));
    expect(
      await screen.findByText('A → B: main to end-of-october'),
    ).toBeInTheDocument();
    expect([query().get('a'), query().get('b')]).toEqual([NEWEST, TAGGED]);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    await waitFor(() =>
      expect(screen.queryByText(/^A → B/)).not.toBeInTheDocument(),
    );
    expect([...query().keys()]).toEqual([]);
  });

  it('says so when a link names a snapshot that is gone', async () => {
    render({ query: 'a=1&b=2' });
    expect(
      await screen.findByText("A and B can't be compared."),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^One of the two may have been expired since/),
    ).toBeInTheDocument();
  });

  it('walks the chart by keyboard: arrows move, a and b choose, escape leaves', async () => {
    const user = userEvent.setup();
    const { query } = render();
    const cursor = await screen.findByRole('slider', {
      name: 'Snapshot at the cursor',
    });
    act(() => cursor.focus());
    const max = Number(cursor.getAttribute('aria-valuemax'));
    expect(cursor).toHaveAttribute('aria-valuenow', String(max));
    expect(cursor).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(
        /UTC, replace: 1\.86 billion records, 2,858 data files/,
      ),
    );
    await user.keyboard('{ArrowLeft}b{ArrowLeft}{ArrowLeft}a');
    expect(cursor).toHaveAttribute('aria-valuenow', String(max - 3));
    await waitFor(() =>
      expect(query().get('b')).toBe(ALL.snapshots[1].snapshotId),
    );
    expect(query().get('a')).toBe(ALL.snapshots[3].snapshotId);
    await user.keyboard('{Home}{ArrowLeft}');
    expect(cursor).toHaveAttribute('aria-valuenow', '1');
    await user.keyboard('{Escape}');
    expect(cursor).not.toHaveFocus();
    expect(screen.getByText(/^Point at the chart/)).toBeInTheDocument();
  });

  it('changes the period, shows the data as tables, and says when nothing happened', async () => {
    const user = userEvent.setup();
    const { query } = render();
    await user.click(await screen.findByText('7 d'));
    expect(query().get('range')).toBe('7d');
    await user.click(screen.getByText('Show as table'));
    expect(
      within(
        screen.getByRole('table', { name: /^The table after/ }),
      ).getAllByRole('row').length,
    ).toBeGreaterThan(25);
    expect(
      within(
        screen.getByRole('table', { name: /^Commits by day/ }),
      ).getAllByRole('row'),
    ).toHaveLength(9);
  });

  it('filters by ref and operation in the address, and lets go of a filter that finds nothing', async () => {
    const user = userEvent.setup();
    const { query } = render({ query: 'op=replace' });
    expect(
      await screen.findByText('3 match among the newest 120 of 120 snapshots'),
    ).toBeInTheDocument();
    expect(screen.getAllByLabelText(/\(A\)$/)).toHaveLength(3);
    act(() => screen.getByRole('button', { name: /Operation/ }).focus());
    await user.keyboard('{Enter}');
    await user.click(
      await screen.findByRole('option', { name: 'other', hidden: false }),
    );
    expect(await screen.findByText('No snapshot matches')).toBeInTheDocument();
    expect(query().get('op')).toBe('other');
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await screen.findByText('120 of 120 snapshots')).toBeInTheDocument();
  });

  it('loads older snapshots page by page, each once', async () => {
    const user = userEvent.setup();
    const getSnapshots = jest.fn(
      async (table: TableRef, page?: { offset?: number; limit?: number }) =>
        mockSnapshots(table, { offset: page?.offset, limit: 50 }),
    );
    const { query } = render({ api: { getSnapshots } });
    await user.click(
      await screen.findByRole('button', { name: /^Load \d+ older/ }),
    );
    expect(await screen.findByText('100 of 120 snapshots')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /^Load \d+ older/ }));
    expect(await screen.findByText('120 of 120 snapshots')).toBeInTheDocument();
    expect(query().get('depth')).toBe('3');
    expect(getSnapshots.mock.calls.map(([, page]) => page?.offset)).toEqual([
      0, 0, 50, 0, 100,
    ]);
  });

  it('shows rows as of A at once, runs SQL of ones own, and says clearly what is wrong with it', async () => {
    const user = userEvent.setup();
    const answer: TableQueryResult = {
      columns: [
        { name: 'id', type: 'long' },
        { name: 'note', type: 'string' },
      ],
      rows: [['9007199254740993', null]],
      truncated: true,
      elapsedMs: 38,
      snapshotId: TAGGED,
    };
    const queryTable = jest.fn(
      async (...[, request]: [TableRef, TableQueryRequest]) => {
        if (request.sql?.includes('nowhere')) {
          throw new InputError('Referenced column "nowhere" not found');
        }
        return answer;
      },
    );
    render({ api: { queryTable }, query: `a=${TAGGED}` });
    await user.click(
      await screen.findByRole('button', { name: 'Preview rows as of A' }),
    );
    const rows = await screen.findByRole('table', {
      name: 'Rows as of the snapshot',
    });
    expect(rows).toHaveTextContent('9007199254740993null');
    expect(
      screen.getByText(/1 row in 38 ms\. There are more rows/),
    ).toBeInTheDocument();
    expect(queryTable).toHaveBeenLastCalledWith(
      ORDERS,
      { snapshotId: TAGGED, maxRows: 100 },
      expect.anything(),
    );

    const sql = screen.getByLabelText('SQL');
    expect(sql).toHaveValue('SELECT *\nFROM silver.orders\nLIMIT 100');
    await user.clear(sql);
    await user.type(sql, 'SELECT nowhere FROM orders');
    await user.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The query failed. Referenced column "nowhere" not found',
    );
    expect(
      screen.getByText(/^Change the SQL and run it again/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('table', { name: 'Rows as of the snapshot' }),
    ).not.toBeInTheDocument();
    expect(queryTable).toHaveBeenLastCalledWith(
      ORDERS,
      { snapshotId: TAGGED, maxRows: 100, sql: 'SELECT nowhere FROM orders' },
      expect.anything(),
    );
  });

  it('says with whose rights rows were read, and what the engine says to whom it refuses them', async () => {
    const ranAs = {
      engine: 'Trino',
      user: 'alice',
      isViewer: true,
      queryId: '20261127_00001',
    };
    const answer: TableQueryResult = {
      columns: [{ name: 'id', type: 'bigint' }],
      rows: [[1]],
      truncated: false,
      elapsedMs: 38,
      snapshotId: TAGGED,
      ranAs,
    };
    const open = (queryTable: LakehouseApi['queryTable']) =>
      render({ api: { queryTable }, query: `a=${TAGGED}&preview=a` });
    const asViewer = open(async () => answer);
    expect(
      await screen.findByText(/Trino read them as you \(alice\)\./),
    ).toBeInTheDocument();
    asViewer.unmount();
    const asOther = open(async () => ({
      ...answer,
      ranAs: { ...ranAs, user: 'backstage', isViewer: false },
    }));
    expect(
      await screen.findByText(/with the rights of backstage, not with yours\./),
    ).toBeInTheDocument();
    asOther.unmount();
    const { container } = open(async () => {
      throw new NotAllowedError('Trino does not let "alice" read its rows');
    });
    expect(
      await screen.findByText('These rows may not be shown to you'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Trino does not let "alice" read its rows'),
    ).toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('cancels a query that runs, and forgets its answer', async () => {
    const user = userEvent.setup();
    const signals: AbortSignal[] = [];
    const queryTable = (
      ...[, , options]: [TableRef, TableQueryRequest, RequestOptions?]
    ) =>
      new Promise<TableQueryResult>((...[, reject]) => {
        const signal = options?.signal;
        if (signal) {
          signals.push(signal);
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        }
      });
    render({ api: { queryTable }, query: `a=${TAGGED}&preview=a` });
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByText(/^Cancelled\. Nothing was changed/),
    ).toBeInTheDocument();
    expect(signals.length).toBeGreaterThan(0);
    expect(signals.every(signal => signal.aborted)).toBe(true);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Run' })).toBeInTheDocument();
  });

  it('says when there is no snapshot, and that one makes no chart', async () => {
    const { unmount } = render({
      table: { lakehouse: 'retail', schema: 'gold', table: 'brand_new' },
    });
    expect(await screen.findByText('No snapshot yet')).toBeInTheDocument();
    unmount();
    const one: TableSnapshots = {
      ...ALL,
      snapshots: ALL.snapshots.slice(0, 1),
      totalSnapshots: 1,
      growth: ALL.growth.slice(-1),
      commitsByDay: [],
    };
    render({ api: { getSnapshots: async () => one } });
    expect(await screen.findByText('One snapshot so far')).toBeInTheDocument();
    expect(
      screen.getByText(/Rows: 1\.86 billion; data files: 2,858; size: 388 GB/),
    ).toBeInTheDocument();
  });

  it('says not said where a writer left figures out, and offers all when a period is empty', async () => {
    const user = userEvent.setup();
    const silent = {
      ...ALL.snapshots[0],
      operation: undefined,
      writtenBy: undefined,
      summary: {},
      addedRecords: undefined,
      deletedRecords: undefined,
      addedDataFiles: undefined,
      deletedDataFiles: undefined,
      addedDeleteFiles: undefined,
      removedDeleteFiles: undefined,
    };
    const old = (days: number) => ({
      snapshotId: String(days),
      at: new Date(Date.now() - days * 86_400_000).toISOString(),
    });
    const quiet: TableSnapshots = {
      ...ALL,
      snapshots: [silent],
      totalSnapshots: 1,
      growth: [old(200), old(100)],
      commitsByDay: [],
    };
    const { query } = render({
      api: { getSnapshots: async () => quiet },
      query: 'range=7d',
    });
    expect(
      await screen.findByText('No commit in this period'),
    ).toBeInTheDocument();
    expect(choice('A', silent.snapshotId).closest('tr')).toHaveTextContent(
      /not saidnot saidnot saidnot said/,
    );
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(query().get('range')).toBe('all');
    expect(
      await screen.findByRole('img', {
        name: /Records went from unknown to unknown/,
      }),
    ).toBeInTheDocument();
  });
});
