import type {
  BatchSummary,
  MaintenanceApi,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  mockApi,
  PLAN,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

const BATCH: BatchSummary = {
  batch: 'batch-1',
  createdAt: PLAN.plannedAt,
  createdBy: 'user:default/guest',
  runs: 3,
  states: { proposed: 1, done: 1, rolledBack: 1 },
};

const RUNS = [
  runOf({ id: 'run-1', table: 'orders', batch: 'batch-1' }).summary,
  runOf({ id: 'run-2', table: 'returns', batch: 'batch-1', state: 'done' })
    .summary,
];

const listRuns: MaintenanceApi['listRuns'] = async ({ state } = {}) => ({
  items: RUNS.filter(run => !state || state.includes(run.state)),
});
const getRun: MaintenanceApi['getRun'] = async id => {
  const summary = RUNS.find(run => run.id === id)!;
  return { ...runOf(), summary };
};

const BATCHES = Array.from({ length: 250 }, (_, index) => ({
  ...BATCH,
  batch: `batch-${250 - index}`,
  runs: 250 - index,
}));

/** As the back end pages. */
const listBatches: MaintenanceApi['listBatches'] = async ({
  cursor = '0',
  limit = 50,
} = {}) => {
  const end = Number(cursor) + limit;
  return {
    items: BATCHES.slice(Number(cursor), end),
    ...(end < BATCHES.length && { nextCursor: String(end) }),
  };
};

describe('A list that goes far back', () => {
  it('is followed to its oldest entry, beyond what is asked for at once, and back to its newest', async () => {
    renderMaintenance(mockApi({ listRuns, getRun, listBatches }), {
      all: true,
    });
    const table = await screen.findByRole('table', { name: /Batches/ });
    const numbers = () =>
      within(table)
        .getAllByRole('button')
        .map(button => parseInt(button.textContent ?? '', 10));
    expect(numbers()).toEqual([250, 249, 248, 247, 246]);
    const reached = new Set<number>();
    for (let press = 0; press < 20; press++) {
      numbers().forEach(number => reached.add(number));
      const older = screen.queryByRole('button', { name: 'Older batches' });
      if (!older) break;
      const before = numbers().join();
      await userEvent.click(older);
      await waitFor(() => expect(numbers().join()).not.toBe(before));
    }
    expect(reached.size).toBe(250);
    expect(numbers().at(-1)).toBe(1);
    await userEvent.click(screen.getByRole('button', { name: 'The newest' }));
    await waitFor(() => expect(numbers()[0]).toBe(250));
    expect(
      screen.queryByRole('button', { name: 'The newest' }),
    ).not.toBeInTheDocument();
  });
});

describe('Runs that were proposed together', () => {
  it('are found again in the list of batches, with how they stand, and lead to each run and back', async () => {
    const { container } = renderMaintenance(
      mockApi({
        listRuns,
        getRun,
        listBatches: async () => ({ items: [BATCH] }),
      }),
      { all: true },
    );
    const batches = await screen.findByRole('table', { name: /Batches/ });
    const row = within(batches).getByRole('row', { name: /3 runs/ });
    expect(row).toHaveTextContent(
      'Waiting for approval: 1Done: 1Rolled back: 1',
    );
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(within(row).getByRole('button'));

    expect(
      await screen.findByText('1 run of 2 waits for approval.'),
    ).toBeInTheDocument();
    const runs = screen.getByRole('table', { name: /Runs of maintenance/ });
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(
      within(within(runs).getByRole('row', { name: /orders/ })).getByRole(
        'button',
      ),
    );
    expect(
      await screen.findByText('This run waits for an approval.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'The batch' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'All runs' }),
    );
    expect(
      await screen.findByRole('table', { name: /Batches/ }),
    ).toBeInTheDocument();
  });

  it('are led to from a run of theirs, such as the one that a notification opens', async () => {
    renderMaintenance(mockApi({ listRuns, getRun }), {
      all: true,
      query: 'run=run-1',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /together with others/ }),
    );
    expect(
      await screen.findByText('1 run of 2 waits for approval.'),
    ).toBeInTheDocument();
  });

  it('are approved together on their page, which says of which that was refused and why', async () => {
    const approveBatch = jest.fn(async (batch: string) => ({
      batch,
      results: [
        {
          runId: 'run-1',
          error: { name: 'InputError', message: 'It takes two people.' },
        },
      ],
      done: 0,
      failed: 1,
    }));
    renderMaintenance(mockApi({ listRuns, getRun, approveBatch }), {
      all: true,
      query: 'batch=batch-1',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve what I may' }),
    );
    expect(approveBatch).toHaveBeenCalledWith('batch-1');
    expect(
      await screen.findByText('It could not be done to 1 run.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/It takes two people\./)).toHaveTextContent(
      /^\w+\.orders: It takes two people\.$/,
    );
    // Nothing is left that they may approve.
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Approve what I may' }),
      ).not.toBeInTheDocument(),
    );
  });

  it('are said not to be known where nobody knows the batch', async () => {
    renderMaintenance(mockApi(), { all: true, query: 'batch=gone' });
    expect(
      await screen.findByText('There is no such batch'),
    ).toBeInTheDocument();
  });
});

describe('What waits for approval', () => {
  it('is said first and counted beside the list, and one step away', async () => {
    const many = [...RUNS, runOf({ id: 'run-3', table: 'visits' }).summary];
    const { container } = renderMaintenance(
      mockApi({
        getRun,
        listRuns: async ({ state } = {}) => ({
          items: many.filter(run => !state || state.includes(run.state)),
        }),
      }),
      { all: true },
    );
    expect(
      await screen.findByText('2 runs wait for approval.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Wait for approval: 2' }),
    ).toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show them' }));
    const runs = screen.getByRole('table', { name: /Runs of maintenance/ });
    await waitFor(() =>
      expect(within(runs).queryByText('Done')).not.toBeInTheDocument(),
    );
    expect(within(runs).getAllByText('Waiting for approval')).toHaveLength(2);
    expect(screen.getByRole('group', { name: 'Runs' })).toHaveFocus();
  });

  it('is opened at once where it is one run', async () => {
    renderMaintenance(mockApi({ listRuns, getRun }), { all: true });
    expect(
      await screen.findByText('1 run waits for approval.'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Look at it' }));
    expect(
      await screen.findByText('This run waits for an approval.'),
    ).toBeInTheDocument();
  });
});
