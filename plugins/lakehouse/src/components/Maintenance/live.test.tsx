import type {
  RunSummary,
  RunsQuery,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { act, configure, screen, within } from '@testing-library/react';
import { NOW, stopClock } from '../../__testUtils__/stopClock';
import {
  dueOf,
  mockApi,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';
import { ACTIVE_MS, REST_MS } from './useLiveQuery';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

/** A back end whose one run is in the state that it is in at the moment. */
function backEnd(first: RunSummary['state']) {
  const now: { run: RunSummary } = { run: runOf({ state: first }).summary };
  const listRuns = jest.fn(async (query: RunsQuery = {}) => ({
    items: !query.state || query.state.includes(now.run.state) ? [now.run] : [],
  }));
  const listDue = jest.fn(async () =>
    now.run.state === 'done'
      ? { items: [], total: 0 }
      : { items: [dueOf('click_events')], total: 1 },
  );
  return { now, listRuns, listDue };
}

async function pass(ms: number) {
  await act(() => jest.advanceTimersByTimeAsync(ms));
}

/** What the list of runs says, once it is there. */
async function runs() {
  return within(
    await screen.findByRole('table', { name: /Runs of maintenance/ }),
  );
}

describe('The lists of maintenance, left open', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    stopClock();
    jest.restoreAllMocks();
  });

  it('say within seconds that a run has ended, and that nothing is due any more', async () => {
    const { now, ...api } = backEnd('running');
    renderMaintenance(mockApi(api), { all: true });
    expect((await runs()).getByText('Running')).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: /something is due/ }),
    ).toBeInTheDocument();
    now.run = runOf({ state: 'done' }).summary;
    await pass(ACTIVE_MS + 500);
    expect((await runs()).getByText('Done')).toBeInTheDocument();
    expect(screen.getByText('Nothing is due')).toBeInTheDocument();
  });

  it('show a run that somebody else has proposed within half a minute, and ask more seldom while nothing is under way', async () => {
    const { now, ...api } = backEnd('done');
    renderMaintenance(mockApi(api), { all: true });
    expect((await runs()).getByText('Done')).toBeInTheDocument();
    const asked = api.listDue.mock.calls.length;
    await pass(REST_MS / 2);
    expect(api.listDue).toHaveBeenCalledTimes(asked);
    now.run = runOf({ state: 'proposed' }).summary;
    await pass(REST_MS / 2 + 500);
    expect(
      (await runs()).getByText('Waiting for approval'),
    ).toBeInTheDocument();
  });

  it('ask every half minute of a run that waits for its window', async () => {
    const { now, ...api } = backEnd('approved');
    now.run.waiting = { cause: 'window', reason: 'It waits for the night.' };
    renderMaintenance(mockApi(api), { all: true });
    expect((await runs()).getByText('Approved')).toBeInTheDocument();
    const asked = api.listRuns.mock.calls.length;
    await pass(4 * ACTIVE_MS);
    expect(api.listRuns).toHaveBeenCalledTimes(asked);
  });

  it('ask nothing while nobody looks at the page', async () => {
    const { now, ...api } = backEnd('running');
    renderMaintenance(mockApi(api), { all: true });
    expect((await runs()).getByText('Running')).toBeInTheDocument();
    const hidden = jest
      .spyOn(document, 'visibilityState', 'get')
      .mockReturnValue('hidden');
    now.run = runOf({ state: 'done' }).summary;
    const asked = api.listRuns.mock.calls.length;
    await pass(REST_MS);
    expect(api.listRuns).toHaveBeenCalledTimes(asked);
    hidden.mockReturnValue('visible');
    await pass(ACTIVE_MS);
    expect((await runs()).getByText('Done')).toBeInTheDocument();
  });
});
