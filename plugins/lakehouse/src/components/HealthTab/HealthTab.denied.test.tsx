import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { lakehouseApiRef } from '../../api';
import { createMockLakehouseApi } from '../../testing';
import { TableHealthView } from './HealthTab';

// Apart from the other tests: decisions of permissions are cached for all of a file.
const CLICKS = { lakehouse: 'retail', schema: 'bronze', table: 'click_events' };
const denied = mockApis.permission({ authorize: AuthorizeResult.DENY });

describe('HealthTab without permissions', () => {
  it('offers no scan to those who may not ask for one', async () => {
    renderInTestApp(<TableHealthView table={CLICKS} />, {
      apis: [[lakehouseApiRef, createMockLakehouseApi()], denied],
    });
    expect(await screen.findByText(/^Scanned/)).toBeInTheDocument();
    expect(screen.queryByText('Scan now')).not.toBeInTheDocument();
  });

  it('says which permission is missing when nothing may be seen', async () => {
    const api = {
      ...createMockLakehouseApi(),
      getHealth: async () => {
        throw new NotAllowedError('Unauthorized');
      },
    };
    renderInTestApp(<TableHealthView table={CLICKS} />, {
      apis: [[lakehouseApiRef, api], denied],
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(
      screen.getByText(/It needs the permission lakehouse\.read/),
    ).toBeInTheDocument();
  });
});
