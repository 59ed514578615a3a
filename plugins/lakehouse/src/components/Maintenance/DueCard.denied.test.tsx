import { configure, screen } from '@testing-library/react';
import {
  mockApi,
  renderMaintenance,
  TABLE,
} from './__testUtils__/renderMaintenance';

configure({ defaultHidden: true });

// In a file of its own: what is allowed is remembered across tests.
describe('What is due, for whoever may not plan', () => {
  it('is shown, and offers no plan', async () => {
    const listDue = async () => ({
      items: [
        {
          ...TABLE,
          gain: 41,
          operations: ['rewrite-data-files' as const],
          reasons: [],
          since: '2026-11-24T09:00:00.000Z',
          automatic: [],
        },
      ],
      total: 1,
    });
    renderMaintenance(mockApi({ listDue }), { all: true, allow: false });
    await screen.findByRole('table', { name: /something is due/ });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Plan/ })).toBeNull();
  });
});
