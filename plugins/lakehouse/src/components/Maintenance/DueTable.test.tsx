import { configure, screen, within } from '@testing-library/react';
import {
  dueOf,
  mockApi,
  renderMaintenance,
} from './__testUtils__/renderMaintenance';

jest.setTimeout(60_000);
configure({ defaultHidden: true, asyncUtilTimeout: 10_000 });

describe('The lines of what is due', () => {
  it('say beside a finding why no run does anything about it', async () => {
    const listDue = async () => ({
      items: [
        dueOf('click_events', {
          gain: 0,
          reasons: [
            {
              operation: 'rewrite-data-files' as const,
              action: 'Rewrite the files in order',
              finding: 'Files overlap: each has rows from everywhere',
              declined: 'Set a sort order first.',
            },
          ],
        }),
        dueOf('orders'),
      ],
      total: 2,
    });
    renderMaintenance(mockApi({ listDue }), { all: true });
    const due = await screen.findByRole('table', { name: /something is due/ });
    expect(
      within(due).getByRole('row', { name: /click_events/ }),
    ).toHaveTextContent(/No run does it: Set a sort order first\./);
    expect(
      within(due).getByRole('row', { name: /orders/ }),
    ).not.toHaveTextContent('No run does it');
  });
});
