import { configure, screen } from '@testing-library/react';
import { mockApi, renderMaintenance } from './__testUtils__/renderMaintenance';

// Apart from the other tests: decisions about permissions are remembered for the whole page.
configure({ defaultHidden: true });

describe('Maintenance of a table, for those who may only read', () => {
  it('shows a reader what waits, without buttons, and what they would need', async () => {
    renderMaintenance(mockApi(), { query: 'run=run-1', allow: false });
    expect(
      await screen.findByText('Steps 1, 2, 3 wait for it.'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/lakehouse\.maintenance\.approve/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /Approve/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Withdraw' })).toBeNull();
  });
});
