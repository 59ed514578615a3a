import { screen, waitFor } from '@testing-library/react';
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
