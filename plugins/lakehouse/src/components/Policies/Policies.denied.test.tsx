import { NotAllowedError } from '@backstage/errors';
import { configure, screen } from '@testing-library/react';
import {
  mockApi,
  renderMaintenance,
} from '../Maintenance/__testUtils__/renderMaintenance';
import { mockPolicyApi } from './__testUtils__/mockPolicyApi';

// Apart from the other tests: decisions about permissions are remembered for the whole page.
configure({ defaultHidden: true });

describe('Policies, for those who may not change or see them', () => {
  it('can be read, and says which right it takes to change them', async () => {
    renderMaintenance(mockApi(), {
      all: true,
      allow: false,
      query: 'policy=streaming-bronze',
    });
    expect(
      await screen.findByText(/takes lakehouse\.policy\.administer/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Remove…' })).toBeNull();
  });

  it('says which right it takes to see them', async () => {
    renderMaintenance(mockApi(), {
      all: true,
      policies: mockPolicyApi({
        listPolicies: async () => {
          throw new NotAllowedError('No');
        },
      }),
    });
    expect(
      await screen.findByText('You may not see policies of maintenance'),
    ).toBeInTheDocument();
    expect(screen.getByText(/lakehouse\.policy\.read/)).toBeInTheDocument();
  });
});
