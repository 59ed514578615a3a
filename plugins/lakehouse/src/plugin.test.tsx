import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { lakehouseApiRef } from './api';
import lakehousePlugin, {
  isLakehouse,
  isLakehouseSchema,
  isLakehouseTable,
} from './index';
import {
  createMockLakehouseApi,
  mockEntities,
  mockLakehouseEntity,
  mockSchemaEntity,
  mockTableEntity,
} from './testing';

const mocks = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: define =>
        define({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: mockEntities() }),
        }),
    }),
  ],
});

function renderApp(path: string) {
  return renderTestApp({
    features: [catalogPlugin, lakehousePlugin, mocks],
    apis: [[lakehouseApiRef, createMockLakehouseApi()]],
    initialRouteEntries: [path],
  });
}

/** Names of all links of the entity page, the tabs among them. */
async function tabsOf(title: string): Promise<string[]> {
  const main = await screen.findByRole('main');
  await within(main).findByRole('heading', { name: title });
  await within(main).findByRole('link', { name: 'Overview' });
  return within(main)
    .getAllByRole('link')
    .map(link => link.textContent ?? '');
}

describe('lakehousePlugin in the app', () => {
  it('shows the Lakehouse page', async () => {
    renderApp('/lakehouse');
    expect(await screen.findByText(/tables are critical/)).toBeInTheDocument();
  });

  it('gives tables their tabs and a header with their health, owner, layer, size and last commit', async () => {
    renderApp('/catalog/default/resource/retail.silver.orders/table');
    expect(
      await screen.findByRole('treegrid', { name: 'Columns of silver.orders' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'silver.orders' }),
    ).toBeInTheDocument();
    // The header is loaded apart from the tab.
    expect(
      await screen.findByText('413 GB in 2,904 files'),
    ).toBeInTheDocument();
    expect(screen.getByText('Critical')).toBeInTheDocument();
    expect(screen.getByText('12 min ago')).toHaveAttribute(
      'title',
      expect.stringMatching(/ UTC$/),
    );
    expect(
      screen.getByRole('link', { name: 'orders-platform' }),
    ).toHaveAttribute('href', '/catalog/default/group/orders-platform');
    expect(
      screen.getByRole('link', { name: 'Lakehouse retail' }),
    ).toHaveAttribute('href', '/catalog/default/system/retail');
    expect(screen.getByRole('link', { name: 'Schema silver' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/retail.silver',
    );
    expect(await tabsOf('silver.orders')).toEqual(
      expect.arrayContaining(['Table', 'Snapshots', 'Health']),
    );
  });

  it.each([
    [
      'system/retail',
      'Retail',
      ['Lakehouse'],
      ['Table', 'Snapshots', 'Health'],
    ],
    [
      'resource/retail.silver',
      'silver',
      ['Tables'],
      ['Table', 'Snapshots', 'Health', 'Lakehouse'],
    ],
  ])('gives %s its own tab only', async (path, title, present, absent) => {
    renderApp(`/catalog/default/${path}`);
    const names = await tabsOf(title);
    expect(names).toEqual(expect.arrayContaining(present));
    expect(names.filter(name => absent.includes(name))).toEqual([]);
  });

  it('leaves other entities alone', async () => {
    renderApp('/catalog/default/component/shop');
    expect(
      await screen.findByRole('heading', { name: 'shop' }),
    ).toBeInTheDocument();
    for (const name of ['Table', 'Tables', 'Snapshots', 'Health']) {
      expect(screen.queryByRole('link', { name })).not.toBeInTheDocument();
    }
  });
});

it('tells tables, schemas and lakehouses apart as its filters do, ignoring case', () => {
  const table = mockTableEntity({
    lakehouse: 'retail',
    schema: 'silver',
    table: 'orders',
  });
  const schema = mockSchemaEntity('retail', 'silver');
  const lakehouse = mockLakehouseEntity('retail');
  const judge = (is: typeof isLakehouse) =>
    [
      table,
      schema,
      lakehouse,
      { ...table, kind: 'resource' },
      { ...table, spec: {} },
    ].map(is);
  expect(judge(isLakehouseTable)).toEqual([true, false, false, true, false]);
  expect(judge(isLakehouseSchema)).toEqual([false, true, false, false, false]);
  expect(judge(isLakehouse)).toEqual([false, false, true, false, false]);
});
