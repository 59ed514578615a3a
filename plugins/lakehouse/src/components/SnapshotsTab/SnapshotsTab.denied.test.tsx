import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi, mockSnapshots } from '../../testing';
import { TableSnapshotsView } from './SnapshotsTab';

// Apart from the other tests: decisions of permissions are cached for all of a file.
describe('SnapshotsTab without the permission to query', () => {
  it('compares, and neither offers nor asks for rows, whatever the address says', async () => {
    const table = { lakehouse: 'retail', schema: 'silver', table: 'orders' };
    const tagged = mockSnapshots(table).refs.find(
      ref => ref.type === 'tag',
    )!.snapshotId;
    const queryTable = jest.fn();
    renderInTestApp(<TableSnapshotsView table={table} />, {
      apis: [
        [lakehouseApiRef, { ...createMockLakehouseApi(), queryTable }],
        mockApis.permission({ authorize: AuthorizeResult.DENY }),
      ],
      initialRouteEntries: [`/?a=${tagged}&preview=a`],
    });
    expect(
      await screen.findByText('A → B: end-of-october to main'),
    ).toBeInTheDocument();
    expect(screen.queryByText('Preview rows as of A')).not.toBeInTheDocument();
    expect(screen.queryByLabelText('SQL')).not.toBeInTheDocument();
    expect(queryTable).not.toHaveBeenCalled();
  });
});
