import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import {
  catalogPlugin,
  CatalogEntityPage,
  CatalogIndexPage,
  EntityLayout,
} from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { cleanup, render, screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import {
  EntityLakehouseContent,
  EntityLakehouseHealthCard,
  EntityLakehouseHealthContent,
  EntityLakehouseSnapshotsContent,
  EntityLakehouseTableContent,
  EntityLakehouseTableHealthCard,
  isLakehouse,
  isLakehouseTable,
  lakehouseApiRef,
  lakehouseLegacyPlugin,
  LakehousePage,
} from './legacy';
import {
  createMockLakehouseApi,
  createMockLakehouseApiVariant,
  mockEntities,
} from './testing';

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <>
        <EntityLakehouseTableHealthCard />
        <EntityLakehouseHealthCard />
      </>
    </EntityLayout.Route>
    <EntityLayout.Route path="/table" title="Table" if={isLakehouseTable}>
      <EntityLakehouseTableContent />
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/snapshots"
      title="Snapshots"
      if={isLakehouseTable}
    >
      <EntityLakehouseSnapshotsContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/health" title="Health" if={isLakehouseTable}>
      <EntityLakehouseHealthContent />
    </EntityLayout.Route>
    <EntityLayout.Route path="/lakehouse" title="Lakehouse" if={isLakehouse}>
      <EntityLakehouseContent />
    </EntityLayout.Route>
  </EntityLayout>
);

function renderOldApp(
  path: string,
  api: LakehouseApi = createMockLakehouseApi(),
) {
  window.history.pushState({}, '', path);
  const app = createApp({
    plugins: [catalogPlugin, lakehouseLegacyPlugin],
    configLoader: async () => [
      {
        context: 'test',
        data: {
          app: { title: 'Old', baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          auth: {},
        },
      },
    ],
    apis: [
      createApiFactory(
        catalogApiRef,
        catalogApiMock({ entities: mockEntities() }),
      ),
      createApiFactory(lakehouseApiRef, api),
    ],
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/lakehouse" element={<LakehousePage />} />
        <Route path="/catalog" element={<CatalogIndexPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          {entityPage}
        </Route>
      </FlatRoutes>
    </AppRouter>,
  );
  return render(<Root />);
}

const TABLE = '/catalog/default/resource/retail.silver.orders';

describe('the plugin in an app on the old frontend system', () => {
  afterEach(cleanup);

  it('shows the Lakehouse page below a header', async () => {
    renderOldApp('/lakehouse');
    expect(await screen.findByText(/tables are critical/)).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { level: 2, name: 'Lakehouse' }),
    ).toBeInTheDocument();
  });

  it('offers no template where the portal has none bound to it', async () => {
    renderOldApp('/lakehouse', createMockLakehouseApiVariant('empty'));
    expect(await screen.findByText('No lakehouse yet')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Create a lakehouse' }),
    ).not.toBeInTheDocument();
  });

  it('shows the tabs of a table, with the facts that its own header would have had', async () => {
    renderOldApp(`${TABLE}/table`);
    expect(
      await screen.findByRole('treegrid', { name: 'Columns of silver.orders' }),
    ).toBeInTheDocument();
    // The header is loaded apart from the tab.
    expect(
      await screen.findByText('413 GB in 2,904 files'),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: /snapshots/i })).toBeInTheDocument();
  });

  it.each([
    ['snapshots', /You can travel back 30 days/],
    ['health', /Reads take about 3.7× as long/],
  ])('shows the %s tab', async (tab, sentence) => {
    renderOldApp(`${TABLE}/${tab}`);
    expect((await screen.findAllByText(sentence))[0]).toBeInTheDocument();
  });

  it('offers the tabs of a table to tables only', async () => {
    renderOldApp('/catalog/default/component/shop');
    expect(await screen.findByText(/overview/i)).toBeInTheDocument();
    expect(screen.queryByText('Snapshots')).not.toBeInTheDocument();
  });
});
