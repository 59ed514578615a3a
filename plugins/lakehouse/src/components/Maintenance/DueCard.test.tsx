import type {
  BatchResult,
  BulkPlan,
  MaintenanceApi,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  dueOf,
  mockApi,
  renderMaintenance,
  runOf,
  TABLE,
} from './__testUtils__/renderMaintenance';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

const PLAN: BulkPlan = {
  items: [
    {
      ...TABLE,
      planId: 'plan-1',
      steps: [
        {
          id: '1-rewrite-data-files',
          operation: 'rewrite-data-files',
          title: 'Compact 29 days',
          approval: 'one',
          destructive: false,
          units: 29,
          writtenBytes: '80530636800',
          freedBytes: '0',
        },
      ],
      scoreBefore: 31,
      scoreAfter: 72,
    },
    {
      ...TABLE,
      table: 'orders',
      steps: [],
      error: {
        name: 'NotFoundError',
        message: 'The catalog has no such table',
      },
    },
  ],
  matching: 3,
  leftOut: 1,
  totals: {
    toDo: 1,
    nothingDue: 0,
    failed: 1,
    steps: 1,
    destructiveSteps: 0,
    writtenBytes: '80530636800',
    freedBytes: '0',
  },
};

function resultOf(state: 'proposed' | 'approved'): BatchResult {
  return {
    batch: 'batch-1',
    results: [
      {
        planId: state === 'proposed' ? 'plan-1' : undefined,
        runId: 'run-1',
        run: runOf({ state }).summary,
      },
    ],
    done: 1,
    failed: 0,
  };
}

describe('What is due', () => {
  const listDue = async () => ({
    items: [
      dueOf('click_events'),
      dueOf('orders', {
        waiting: {
          cause: 'window',
          reason: 'It waits for the next window (policy nightly).',
          until: '2026-11-28T21:00:00.000Z',
        },
        nextStart: '2026-11-28T21:00:00.000Z',
        automatic: ['rewrite-data-files'],
        runId: 'run-7',
      }),
    ],
    total: 2,
  });

  it('says of each table why, what is to be gained, when it may start, and which run there is', async () => {
    const { container } = renderMaintenance(mockApi({ listDue }), {
      all: true,
    });
    const due = await screen.findByRole('table', { name: /something is due/ });
    const first = within(due).getByRole('row', { name: /click_events/ });
    expect(first).toHaveTextContent('47,070 files where 319 would do.');
    expect(first).toHaveTextContent('41 points');
    expect(first).toHaveTextContent('at once');
    const second = within(due).getByRole('row', { name: /orders/ });
    expect(second).toHaveTextContent('Starts by itself, by its policy');
    expect(second).not.toHaveTextContent('at once');
    expect(within(second).getByRole('button', { name: 'Open' })).toBeEnabled();
    expect((await axe(container)).violations).toEqual([]);
  });

  it('says of how many tables it is not known, also where nothing else is due', async () => {
    const unknown = 3;
    const { unmount } = renderMaintenance(
      mockApi({ listDue: async () => ({ ...(await listDue()), unknown }) }),
      { all: true },
    );
    expect(
      await screen.findByText(/^2 tables, .* Not known of 3 tables more\.$/),
    ).toBeInTheDocument();
    unmount();
    renderMaintenance(
      mockApi({ listDue: async () => ({ items: [], total: 0, unknown }) }),
      { all: true },
    );
    expect(await screen.findByText('Nothing is due')).toBeInTheDocument();
    expect(screen.getByText('Not known of 3 tables more.')).toBeInTheDocument();
  });

  it('leads from a table to its health, and is narrowed by operation, owner, layer and schema, also by the address', async () => {
    const narrowed = jest.fn(listDue);
    const { container } = renderMaintenance(mockApi({ listDue: narrowed }), {
      all: true,
      query: 'dueLayer=bronze',
    });
    expect(
      await screen.findByRole('link', { name: 'bronze.click_events' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/retail.bronze.click_events/health',
    );
    expect(narrowed).toHaveBeenLastCalledWith(
      expect.objectContaining({ layer: 'bronze', operation: undefined }),
      expect.anything(),
    );
    const filters = screen.getByRole('group', { name: 'Filter what is due' });
    await waitFor(() =>
      expect(
        within(filters)
          .getAllByRole('button')
          .map(one => one.textContent),
      ).toEqual(['any', 'any', 'bronze', 'any']),
    );
    await userEvent.click(
      within(filters).getByRole('button', { name: /Operation/ }),
    );
    await userEvent.click(
      within(await screen.findByRole('listbox')).getByRole('option', {
        name: 'Expire snapshots',
      }),
    );
    await waitFor(() =>
      expect(narrowed).toHaveBeenLastCalledWith(
        expect.objectContaining({
          layer: 'bronze',
          operation: 'expire-snapshots',
        }),
        expect.anything(),
      ),
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('says of filters that nothing matches them, and keeps them', async () => {
    renderMaintenance(mockApi(), { all: true, query: 'dueSchema=lost' });
    expect(
      await screen.findByText('Nothing that is due matches'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('group', { name: 'Filter what is due' }),
    ).toHaveTextContent('lost');
  });

  it('is planned, proposed and approved together, and what could not be is said', async () => {
    const createPlans = jest.fn(async () => PLAN);
    const proposeBatch = jest.fn(async () => resultOf('proposed'));
    const approveBatch = jest.fn(async () => resultOf('approved'));
    renderMaintenance(
      mockApi({ listDue, createPlans, proposeBatch, approveBatch }),
      { all: true },
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /Choose all/ }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Plan 2 tables' }),
    );
    expect(createPlans).toHaveBeenCalledWith({
      tables: [TABLE, { ...TABLE, table: 'orders' }],
    });
    const plans = await screen.findByRole('table', { name: /Plans of the/ });
    expect(plans).toHaveTextContent('Compact 29 days');
    expect(plans).toHaveTextContent('The catalog has no such table');
    expect(screen.getByText(/75 GB would be rewritten/)).toHaveTextContent(
      '1 table was left out.',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Propose 1 run' }),
    );
    expect(proposeBatch).toHaveBeenCalledWith({
      plans: [{ planId: 'plan-1' }],
    });
    expect(
      await within(plans).findByText('Waiting for approval'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Approve what I may' }),
    );
    expect(approveBatch).toHaveBeenCalledWith('batch-1');
    expect(await within(plans).findByText('Approved')).toBeVisible();
  });

  it('says of runs that were approved together what becomes of them, without a reload', async () => {
    const listRuns: MaintenanceApi['listRuns'] = async ({ batch } = {}) => ({
      items: batch ? [runOf({ state: 'done' }).summary] : [],
    });
    renderMaintenance(
      mockApi({
        listDue,
        listRuns,
        createPlans: async () => PLAN,
        proposeBatch: async () => resultOf('proposed'),
      }),
      { all: true },
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /Choose all/ }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Plan 2 tables' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Propose 1 run' }),
    );
    expect(
      await within(
        screen.getByRole('table', { name: /Plans of the/ }),
      ).findByText('Done'),
    ).toBeVisible();
    // Nothing of it waits or runs: there is nothing to approve or withdraw.
    expect(
      screen.queryByRole('button', { name: /^Approve what|^Cancel all/ }),
    ).not.toBeInTheDocument();
  });
});
