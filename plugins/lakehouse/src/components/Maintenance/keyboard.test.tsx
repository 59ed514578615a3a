import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { act, configure, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  mockApi,
  PLAN,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

describe('The place of the keyboard', () => {
  it('is at the run that was opened, and at the lists when it is left', async () => {
    const user = userEvent.setup();
    const listRuns = async () => ({ items: [runOf().summary] });
    renderMaintenance(mockApi({ listRuns }));
    const run = await screen.findByRole('button', {
      name: 'Compact 29 partitions',
    });
    act(() => run.focus());
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.getByRole('group', { name: 'A run' })).toHaveFocus(),
    );
    await user.tab();
    expect(screen.getByRole('button', { name: 'All runs' })).toHaveFocus();
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.getByRole('group', { name: 'Maintenance' })).toHaveFocus(),
    );
  });

  it('is at what the run says when it was rolled back', async () => {
    const user = userEvent.setup();
    let detail: RunDetail = {
      ...runOf({
        state: 'done',
        startedAt: PLAN.plannedAt,
        awaitingApproval: [],
      }),
      rollback: { possible: true, detail: 'Makes snapshot 42 current again.' },
    };
    const rollbackRun = async () => {
      detail = {
        ...detail,
        rollback: {
          possible: false,
          detail: 'It was rolled back already.',
          doneAt: PLAN.plannedAt,
          doneBy: 'user:default/guest',
        },
      };
      return detail;
    };
    renderMaintenance(mockApi({ getRun: async () => detail, rollbackRun }), {
      query: 'run=run-1',
    });
    await user.click(
      await screen.findByRole('button', { name: 'Roll back to before…' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Roll back' }));
    const headline = await screen.findByText('The run was rolled back.');
    await waitFor(() =>
      expect(document.activeElement).toContainElement(headline),
    );
    expect(document.body).not.toHaveFocus();
  });

  it('is not taken from somebody who has touched nothing yet', async () => {
    renderMaintenance(mockApi(), { query: 'run=run-1' });
    expect(
      await screen.findByText('This run waits for an approval.'),
    ).toBeInTheDocument();
    expect(document.body).toHaveFocus();
  });
});
