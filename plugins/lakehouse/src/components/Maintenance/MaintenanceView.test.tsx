import { NotAllowedError } from '@backstage/errors';
import type {
  RunDetail,
  RunStreamEvent,
  RunSummary,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  DOCUMENT,
  mockApi,
  ORPHAN,
  PLAN,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

describe('Maintenance of a table', () => {
  it('plans when asked, and says of each step why, what it brings, and who has to approve it', async () => {
    const { container } = renderMaintenance(mockApi(), { query: 'plan=new' });
    expect(
      await screen.findByText(
        '3 steps would bring bronze.click_events from 31 to 96.',
      ),
    ).toBeInTheDocument();
    const steps = screen.getByRole('table', { name: /Steps of the plan/ });
    const compaction = within(steps).getByRole('row', { name: /Compact 29/ });
    expect(compaction).toHaveTextContent('Data files: 48,212 → 1,461');
    expect(compaction).toHaveTextContent('Rewrites 75 GB');
    expect(compaction).toHaveTextContent('reads 3.7× → 1.5×');
    const expiry = within(steps).getByRole('row', { name: /Expire 32,259/ });
    expect(expiry).toHaveTextContent("Can't be undone");
    expect(expiry).toHaveTextContent('Frees 1.9 GB in 61,004 files');
    expect(expiry).toHaveTextContent('the approval of a second person');
    expect(expiry).toHaveTextContent('Stay readable: campaign-start');
    expect(
      within(screen.getByRole('table', { name: /were considered/ })).getByRole(
        'row',
        { name: /Merge manifests/ },
      ),
    ).toHaveTextContent('Seen on 476: 2 became 153.');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('proposes only the steps that are left in', async () => {
    const proposeRun = jest.fn(async () => runOf());
    renderMaintenance(mockApi({ proposeRun }), { query: 'plan=new' });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /Expire 32,259/ }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Propose 2 steps' }),
    );
    expect(proposeRun).toHaveBeenCalledWith({
      planId: 'plan-1',
      steps: ['1-rewrite-data-files', '3-remove-orphan-files'],
    });
    expect(
      await screen.findByText('This run waits for an approval.'),
    ).toBeInTheDocument();
  });

  it('says who may not plan which permission that takes, and does not call it an error', async () => {
    renderMaintenance(
      mockApi({
        createPlan: async () => {
          throw new NotAllowedError('Unauthorized');
        },
      }),
      { query: 'plan=new' },
    );
    expect(
      await screen.findByText(
        'You may not plan maintenance of bronze.click_events',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/lakehouse\.maintenance\.plan/),
    ).toBeInTheDocument();
  });

  it('says that nothing is due, with what was considered', async () => {
    renderMaintenance(
      mockApi({
        createPlan: async () => ({
          ...DOCUMENT,
          plan: { ...PLAN, steps: [], scoreBefore: 96 },
        }),
      }),
      { query: 'plan=new' },
    );
    expect(
      await screen.findByText('Nothing is due on bronze.click_events.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Seen on 476: 2 became 153.')).toBeInTheDocument();
  });

  it('lets the removal of orphan files be approved by itself, with the list in sight', async () => {
    const approveRun = jest.fn(async () => runOf());
    renderMaintenance(mockApi({ approveRun }), { query: 'run=run-1' });
    expect(await screen.findByText(new RegExp(ORPHAN))).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve steps 1, 2' }),
    );
    expect(approveRun).toHaveBeenLastCalledWith('run-1', {
      steps: ['1-rewrite-data-files', '2-expire-snapshots'],
    });
    const removal = screen.getByRole('button', {
      name: 'Approve the removal of 1 file',
    });
    // While one approval is under way, no button takes another one.
    await waitFor(() =>
      expect(removal).not.toHaveAttribute('aria-disabled', 'true'),
    );
    await userEvent.click(removal);
    expect(approveRun).toHaveBeenLastCalledWith('run-1', {
      steps: ['3-remove-orphan-files'],
    });
  });

  it('offers who proposed a run only the steps that they may approve themselves', async () => {
    const approveRun = jest.fn(async () => runOf());
    renderMaintenance(mockApi({ approveRun }), {
      query: 'run=run-1',
      // Entity refs are the same whatever their case.
      user: 'user:default/Guest',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve step 1' }),
    );
    expect(approveRun).toHaveBeenLastCalledWith('run-1', {
      steps: ['1-rewrite-data-files'],
    });
    expect(
      screen.getByText(/who proposed the run can’t approve them/),
    ).toBeInTheDocument();
  });

  it('is loud when rows are not what they were, and rolls back after asking', async () => {
    const rollbackRun = jest.fn(async () => runOf());
    const failed: RunDetail = {
      ...runOf({
        state: 'failed',
        contentChanged: true,
        startedAt: PLAN.plannedAt,
        reason: 'Rows differ.',
        awaitingApproval: [],
      }),
      rollback: { possible: true, detail: 'Makes snapshot 42 current again.' },
    };
    renderMaintenance(mockApi({ getRun: async () => failed, rollbackRun }), {
      query: 'run=run-1',
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The rows are not what they were before the run.',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Roll back to before…' }),
    );
    expect(rollbackRun).not.toHaveBeenCalled();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Roll back' }),
    );
    await waitFor(() => expect(rollbackRun).toHaveBeenCalledWith('run-1'));
  });

  it('follows a run: each event is in the log, and the page asks for the run again', async () => {
    let state: RunSummary['state'] = 'running';
    async function* watchRun(): AsyncIterable<RunStreamEvent> {
      yield {
        type: 'event',
        seq: 1,
        at: '2026-11-24T09:14:02.000Z',
        kind: 'unit-done',
        message: 'day=2026-11-01: 1,640 → 11 files',
      };
      state = 'done';
      yield { type: 'end', state: 'done' };
    }
    renderMaintenance(
      mockApi({
        watchRun,
        getRun: async () =>
          runOf({
            state,
            startedAt: PLAN.plannedAt,
            awaitingApproval: [],
            scoreBefore: 31,
            scoreAfter: 100,
          }),
      }),
      { query: 'run=run-1' },
    );
    expect(
      await screen.findByText('It worked: the score went from 31 to 100.'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/What has happened/)).toHaveTextContent(
      '09:14:02day=2026-11-01: 1,640 → 11 files',
    );
  });
});
