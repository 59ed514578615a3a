import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen } from '@testing-library/react';
import { refusedListing } from '../../__testUtils__/refusedListing';
import { lakehouseApiRef } from '../../api';
import {
  createMockLakehouseApi,
  createMockLakehouseApiVariant,
  mockLakehouseEntity,
} from '../../testing';
import { FleetPage } from '../FleetPage';
import { LakehouseOverview } from './LakehouseOverview';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

function render(
  element: JSX.Element,
  api: LakehouseApi = createMockLakehouseApi(),
) {
  return renderInTestApp(
    <EntityProvider entity={mockLakehouseEntity('retail')}>
      {element}
    </EntityProvider>,
    {
      apis: [
        [lakehouseApiRef, api],
        mockApis.permission({ authorize: AuthorizeResult.DENY }),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

// Apart from the other tests: decisions of permissions are cached for all of a file.
it('offers neither scan nor creation to those who may not', async () => {
  const { unmount } = render(<LakehouseOverview />);
  expect(
    await screen.findByRole('table', { name: 'List of tables' }),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: /Scan now/ }),
  ).not.toBeInTheDocument();
  unmount();
  const refused = render(<LakehouseOverview />, refusedListing());
  expect(
    await screen.findByText(/The listing is not believed/),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: 'See what would be lost' }),
  ).not.toBeInTheDocument();
  refused.unmount();
  render(<FleetPage />, createMockLakehouseApiVariant('empty'));
  expect(
    await screen.findByText(/you need the permission lakehouse\.create/),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('link', { name: 'Create a lakehouse' }),
  ).not.toBeInTheDocument();
});
