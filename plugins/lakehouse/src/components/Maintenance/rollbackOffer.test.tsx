import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  mockApi,
  PLAN,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';

const EXPIRED =
  "It can't be rolled back any more. Its snapshot has expired since.";

function endedRun(state: 'done' | 'failed', reason?: string): RunDetail {
  return {
    ...runOf({
      ...{ state, reason },
      startedAt: PLAN.plannedAt,
      awaitingApproval: [],
    }),
    rollback: {
      possible: false,
      snapshotId: '9223372036854775807',
      detail: EXPIRED,
    },
  };
}

/** Others have committed since. */
function overtakenRun(): RunDetail {
  const run = endedRun('done');
  return {
    ...run,
    rollback: {
      ...run.rollback,
      losesCommits: true,
      detail:
        "It can't be rolled back any more. Others have committed since: snapshot 43.",
    },
  };
}

describe('a run after which others have committed', () => {
  it('is rolled back by administrators, who are told what is lost', async () => {
    const rollbackRun = jest.fn(async () => runOf());
    renderMaintenance(
      mockApi({ getRun: async () => overtakenRun(), rollbackRun }),
      { query: 'run=run-1' },
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Roll back over commits of others…',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('What others have written since is lost.');
    expect(dialog).toHaveTextContent('snapshot 43');
    expect((await axe(dialog)).violations).toEqual([]);
    expect(rollbackRun).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Lose them and roll back' }),
    );
    await waitFor(() =>
      expect(rollbackRun).toHaveBeenCalledWith('run-1', { acceptLoss: true }),
    );
  });
});

describe('a run that can be rolled back no more', () => {
  it.each([
    ['done', undefined],
    ['failed', 'The engine died.'],
  ] as const)(
    'has no button for it, and says why: %s',
    async (state, reason) => {
      renderMaintenance(
        mockApi({ getRun: async () => endedRun(state, reason) }),
        { query: 'run=run-1' },
      );
      await waitFor(() =>
        expect(document.body).toHaveTextContent(
          [reason, EXPIRED].filter(Boolean).join(' '),
        ),
      );
      expect(
        screen.queryByRole('button', { name: 'Roll back to before…' }),
      ).not.toBeInTheDocument();
    },
  );
});
