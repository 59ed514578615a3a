import { ConflictError } from '@backstage/errors';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  mockApi,
  renderMaintenance,
} from '../Maintenance/__testUtils__/renderMaintenance';
import { detailOf, mockPolicyApi } from './__testUtils__/mockPolicyApi';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

const show = (
  change: Parameters<typeof mockPolicyApi>[0] = {},
  options: { query?: string; all?: boolean } = {},
) =>
  renderMaintenance(mockApi(), {
    all: true,
    policies: mockPolicyApi(change),
    ...options,
  });

describe('Policies on the Lakehouse page', () => {
  it('says where each comes from, what it is for and what it decides', async () => {
    const { container } = show();
    const list = await screen.findByRole('table', { name: /Policies of/ });
    const own = within(list).getByRole('row', { name: /streaming-bronze/ });
    expect(own).toHaveTextContent('lakehouse retail, layer bronze14');
    expect(own).toHaveTextContent('windows, that Amoro maintains them');
    expect(own).toHaveTextContent('Portal, version 3');
    const configured = within(list).getByRole('row', { name: /house-rules/ });
    expect(configured).toHaveTextContent('All tables40approvals');
    expect(configured).toHaveTextContent('Configurationread-only here');
    expect((await axe(container)).violations).toEqual([]);
  });

  it('says what holds when there is none, and what is wrong when they can not be had', async () => {
    const { unmount } = show({
      listPolicies: async () => ({ items: [], tables: 40 }),
    });
    expect(await screen.findByText('No policy yet')).toBeInTheDocument();
    expect(
      screen.getByText(/one person approves what can be undone/),
    ).toBeInTheDocument();
    unmount();
    show({
      listPolicies: async () => {
        throw new Error('The database is gone');
      },
    });
    expect(
      await screen.findByText("The policies can't be shown."),
    ).toBeInTheDocument();
    expect(screen.getByText(/The database is gone/)).toBeInTheDocument();
  });

  it('opens one with its document, its tables and its versions, and removes it once somebody has agreed', async () => {
    const removePolicy = jest.fn(async () => {});
    const { container } = show({ removePolicy });
    await userEvent.click(
      await screen.findByRole('button', { name: 'streaming-bronze' }),
    );
    expect(
      await screen.findByText('streaming-bronze is for 14 tables.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Document of the policy' }),
    ).toHaveTextContent('kind: MaintenancePolicy');
    expect(screen.getByText('and 13 more')).toBeInTheDocument();
    const versions = screen.getByRole('table', { name: /Versions/ });
    expect(
      within(versions)
        .getAllByRole('row')
        .slice(1)
        // Without how long ago that was.
        .map(row => row.textContent?.replace(/\d+ \w+ ago.*/, '')),
    ).toEqual(['3madeann', '2removedben', '1madeben']);
    expect(within(versions).getByRole('link', { name: 'ann' })).toHaveAttribute(
      'href',
      expect.stringContaining('user/ann'),
    );
    expect((await axe(container)).violations).toEqual([]);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove…' }),
    );
    expect(removePolicy).not.toHaveBeenCalled();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove it' }),
    );
    expect(removePolicy).toHaveBeenCalledWith('streaming-bronze', 3);
    // Back on the list.
    expect(
      await screen.findByRole('table', { name: /Policies of/ }),
    ).toBeInTheDocument();
  });

  it('stays open when somebody else has changed it meanwhile, and says so', async () => {
    show(
      {
        removePolicy: async () => {
          throw new ConflictError('It has been changed meanwhile');
        },
      },
      { query: 'policy=streaming-bronze' },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove…' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove it' }),
    );
    await waitFor(() =>
      expect(
        screen.getByText('streaming-bronze is for 14 tables.'),
      ).toBeInTheDocument(),
    );
  });

  it('offers no change to one of the configuration', async () => {
    show({}, { query: 'policy=house-rules' });
    expect(
      await screen.findByText(/It comes from the configuration/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Remove…' })).toBeNull();
    expect(screen.queryByRole('table', { name: /Versions/ })).toBeNull();
    expect(detailOf('house-rules').versions).toEqual([]);
  });
});

describe('Policy on the Maintenance tab of a table', () => {
  it('says each value, and where it comes from', async () => {
    show({}, { all: false });
    const values = await screen.findByRole('table', {
      name: /The policy that applies/,
    });
    expect(
      within(values).getByRole('row', { name: /Expiry of snapshots/ }),
    ).toHaveTextContent('four eyespolicy house-rules');
    expect(
      within(values).getByRole('row', { name: /Windows/ }),
    ).toHaveTextContent('any timesuite default');
  });
});
