import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { lakehouseApiRef } from '../../api';
import {
  createMockLakehouseApi,
  mockSnapshots,
  mockTables,
} from '../../testing';
import { TableSnapshotsView } from './SnapshotsTab';

configure({ defaultHidden: true });

const ORDERS = { lakehouse: 'retail', schema: 'silver', table: 'orders' };
const [newest] = mockSnapshots(ORDERS).snapshots;

function render(api: Partial<LakehouseApi> = {}) {
  return renderInTestApp(<TableSnapshotsView table={ORDERS} />, {
    apis: [
      [
        lakehouseApiRef,
        {
          ...createMockLakehouseApi(),
          getSnapshots: async () => ({
            ...mockSnapshots(ORDERS),
            lede: {
              headline: 'The history of this table is kept by Nessie.',
              detail: '',
            },
            historyKeptBy: 'Nessie',
            snapshots: [{ ...newest, parentSnapshotId: undefined }],
            totalSnapshots: 1,
          }),
          ...api,
        },
      ],
      mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
    ],
  });
}

describe('SnapshotsTab of a table of Nessie', () => {
  it('shows the commits and the references of the catalog, page by page, and draws no growth of one snapshot', async () => {
    const { container } = render();
    const table = await screen.findByRole('table', {
      name: 'Commits, newest first',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(51);
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('Append orders');
    expect(first).toHaveTextContent('main (branch)');
    const references = screen.getByRole('list', {
      name: 'Branches and tags of the catalog',
    });
    expect(references).toHaveTextContent('main (branch) · read by the portal');
    expect(references).toHaveTextContent('v1.0 (tag)');
    expect(screen.queryByText(/Growth/)).not.toBeInTheDocument();
    expect((await axe(container)).violations).toEqual([]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show older commits' }),
    );
    expect(
      await screen.findByText('The newest 100 commits; there are older ones.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show older commits' }),
    );
    expect(
      await screen.findByText('120 commits, all that there are.'),
    ).toBeInTheDocument();
  });

  it('says so where the connection does not read commits, and when the catalog is down', async () => {
    const { unmount } = render({
      getCommits: async () => {
        throw new NotFoundError('keeps no commits');
      },
    });
    expect(
      await screen.findByText(/does not read the commits of Nessie/),
    ).toBeInTheDocument();
    unmount();
    render({
      getCommits: async () => {
        throw new ServiceUnavailableError('nessie refuses connections');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "The commits of silver.orders can't be shown. nessie refuses connections",
    );
    // What is known of the table stays.
    expect(screen.getByText(/kept by Nessie\./)).toBeInTheDocument();
  });

  it('says of a view, and of a table of another format, what it is instead of failing', async () => {
    const [some] = mockTables();
    const unreadable = 'A Hudi table: only Iceberg tables are read';
    render({
      getSnapshots: async () => {
        throw new NotFoundError(`There is no metadata of it. ${unreadable}`);
      },
      listTables: async () => ({
        items: [
          {
            ...some,
            ...ORDERS,
            format: 'hudi',
            severity: 'unknown',
            unreadable,
          },
        ],
        totalItems: 1,
        offset: 0,
        limit: 1,
      }),
    });
    expect(
      await screen.findByText('silver.orders is a table of the format hudi'),
    ).toBeInTheDocument();
    expect(screen.getByText(unreadable)).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
