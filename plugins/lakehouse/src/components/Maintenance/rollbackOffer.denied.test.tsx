import { screen } from '@testing-library/react';
import type { RunDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  mockApi,
  PLAN,
  renderMaintenance,
  runOf,
} from './__testUtils__/renderMaintenance';

/** Permissions are remembered across the tests of a file: this person may propose and approve, and is no administrator. */
const allow = (permission: string) =>
  permission !== 'lakehouse.maintenance.administer';

function runWith(rollback: RunDetail['rollback']) {
  return {
    ...runOf({
      state: 'done',
      startedAt: PLAN.plannedAt,
      awaitingApproval: [],
    }),
    rollback,
  };
}

it('offers a rollback over commits of others to administrators alone, any other to who approves', async () => {
  const { unmount } = renderMaintenance(
    mockApi({
      getRun: async () =>
        runWith({
          possible: false,
          losesCommits: true,
          detail: 'Others have committed since.',
        }),
    }),
    { query: 'run=run-1', allow },
  );
  expect(
    await screen.findByText(/Others have committed since/),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: /^Roll back/ }),
  ).not.toBeInTheDocument();
  unmount();
  renderMaintenance(
    mockApi({
      getRun: async () =>
        runWith({ possible: true, detail: 'Makes snapshot 42 current again.' }),
    }),
    { query: 'run=run-1', allow },
  );
  expect(
    await screen.findByRole('button', { name: 'Roll back to before…' }),
  ).toBeInTheDocument();
});
