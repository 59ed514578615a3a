import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi } from '../../testing';
import { SourcesCard } from './SourcesCard';

// Apart from the other tests: decisions of permissions are cached for all of a file.
describe('SourcesCard for those who are no administrators', () => {
  it('shows the sources, and offers no test of them', async () => {
    renderInTestApp(<SourcesCard lakehouse="retail" revision="1" />, {
      apis: [
        [lakehouseApiRef, createMockLakehouseApi()],
        mockApis.permission({ authorize: AuthorizeResult.DENY }),
      ],
    });
    expect(
      await screen.findByRole('region', { name: 'Catalog:' }),
    ).toHaveTextContent('Nessie');
    expect(
      screen.queryByRole('button', { name: /Test the connection/ }),
    ).not.toBeInTheDocument();
  });
});
