import { ServiceUnavailableError } from '@backstage/errors';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  findList,
  listedNames,
  recordLists,
  renderFleet,
} from '../../__testUtils__';
import {
  createMockLakehouseApi,
  createMockLakehouseApiVariant,
  mockLakehouse,
  mockOverview,
} from '../../testing';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

describe('states of the Lakehouse page', () => {
  it('names the filter that matches nothing, and drops it', async () => {
    const user = userEvent.setup();
    renderFleet({
      query: 'health=critical&layer=gold&owner=group:default/customer-data',
    });
    expect(
      await screen.findByText(
        'Critical, gold, customer-data. 2 tables match without Critical.',
      ),
    ).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Drop Critical' }));
    await waitFor(async () =>
      expect(await listedNames()).toEqual([
        'gold.brand_new',
        'gold.customer_360',
      ]),
    );
  });

  it('leads to the template when there is no lakehouse, for those who may create one', async () => {
    renderFleet({ api: createMockLakehouseApiVariant('empty') });
    expect(
      await screen.findByRole('link', { name: 'Create a lakehouse' }),
    ).toHaveAttribute('href', '/create/templates/default/lakehouse');
  });

  it('says what failed and tries again; without permission it is no error', async () => {
    const user = userEvent.setup();
    let failing = true;
    const { unmount } = renderFleet({
      api: {
        getOverview: async () => {
          if (failing) {
            throw new ServiceUnavailableError('The database did not answer.');
          }
          return mockOverview();
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "The lakehouses can't be shown. The database did not answer.",
    );
    failing = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await findList()).toBeInTheDocument();
    unmount();
    renderFleet({ api: createMockLakehouseApiVariant('forbidden') });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(
      screen.getByText(/It needs the permission lakehouse\.read/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('has one banner, the worst, and keeps the list when its refresh fails', async () => {
    const user = userEvent.setup();
    const inner = createMockLakehouseApi();
    let failing = false;
    const lakehouse = {
      ...mockLakehouse(),
      scan: {
        ...mockLakehouse().scan,
        status: 'failed' as const,
        error: 'disk I/O error',
      },
    };
    renderFleet({
      api: {
        getOverview: async () => ({
          ...mockOverview(),
          lakehouses: [
            mockLakehouse(),
            {
              ...lakehouse,
              scan: {
                ...lakehouse.scan,
                lastAttemptAt: failing ? '2026-11-24T09:00:00Z' : undefined,
              },
            },
          ],
        }),
        scanLakehouse: async () => lakehouse,
        listTables: async query => {
          if (failing) {
            throw new ServiceUnavailableError('The database did not answer.');
          }
          return inner.listTables(query);
        },
      },
    });
    await findList();
    expect(
      screen.getByText(/The last scan failed: disk I\/O error/),
    ).toBeInTheDocument();
    expect(screen.queryByText(/could not be read\.$/)).not.toBeInTheDocument();
    failing = true;
    await user.click(
      within(await findList()).getByRole('button', { name: 'Owner' }),
    );
    expect(
      await screen.findByText("The tables can't be listed."),
    ).toBeInTheDocument();
    failing = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await listedNames())[0]).toBe('gold.customer_360 retail');
  });

  it('scans on request, says how it went, and asks for everything anew', async () => {
    const user = userEvent.setup();
    const { asked, api } = recordLists();
    let scans = 0;
    renderFleet({
      api: {
        ...api,
        getOverview: async () => {
          const overview = mockOverview();
          return {
            ...overview,
            lakehouses: overview.lakehouses.map(one => ({
              ...one,
              scan: {
                ...one.scan,
                lastAttemptAt: `2026-11-24T09:0${scans}:00Z`,
              },
            })),
          };
        },
        scanLakehouse: async () => {
          scans += 1;
          return mockLakehouse();
        },
      },
    });
    await findList();
    const before = asked.length;
    await user.click(await screen.findByRole('button', { name: 'Scan now' }));
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
    expect(scans).toBe(1);
    expect(await listedNames()).toHaveLength(13);
  });
});
