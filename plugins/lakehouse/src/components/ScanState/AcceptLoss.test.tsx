import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { refusedListing } from '../../__testUtils__/refusedListing';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi, mockLakehouseEntity } from '../../testing';
import { LakehouseOverview } from '../LakehouseOverview';

configure({ defaultHidden: true });

// Apart from the tests of those who may not: decisions of permissions are cached for all of a file.
describe('page of a lakehouse whose listing was refused', () => {
  it('shows what would be lost, and believes the listing only after that was seen', async () => {
    const scanLakehouse = jest.fn(createMockLakehouseApi().scanLakehouse);
    const { baseElement } = renderInTestApp(
      <EntityProvider entity={mockLakehouseEntity('retail')}>
        <LakehouseOverview />
      </EntityProvider>,
      {
        apis: [
          [lakehouseApiRef, { ...refusedListing(), scanLakehouse }],
          mockApis.permission({ authorize: AuthorizeResult.ALLOW }),
        ],
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'See what would be lost' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'The catalog listed 12 tables; 88 of the 100 that are known were not among them',
    );
    expect(dialog).toHaveTextContent('silver.orders');
    expect(dialog).toHaveTextContent('and 86 more');
    expect((await axe(baseElement)).violations).toEqual([]);
    expect(scanLakehouse).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Scan and accept the loss' }),
    );
    expect(scanLakehouse).toHaveBeenCalledWith('retail', { acceptLoss: true });
  });
});
