import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { lakehouseApiRef } from '../../api';
import {
  createMockLakehouseApi,
  mockLakehouse,
  mockLakehouseEntity,
  mockSchemaEntity,
  mockTableEntity,
} from '../../testing';
import { LakehouseHealthCard, TableHealthCard } from '../cards';
import { SchemaOverview } from '../SchemaOverview';
import { LakehouseOverview } from './LakehouseOverview';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

const RETAIL = mockLakehouseEntity('retail');

function render(
  element: JSX.Element,
  options?: {
    entity?: Entity;
    api?: Partial<LakehouseApi>;
  },
) {
  return renderInTestApp(
    <EntityProvider entity={options?.entity ?? RETAIL}>
      {element}
    </EntityProvider>,
    {
      apis: [
        [lakehouseApiRef, { ...createMockLakehouseApi(), ...options?.api }],
        mockApis.permission({
          authorize: AuthorizeResult.ALLOW,
        }),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
}

function rowNames(table: HTMLElement): Array<string | null> {
  return [...table.querySelectorAll('tbody th')].map(cell => cell.textContent);
}

describe('page of a lakehouse', () => {
  it('shows its health, its schemas by layer, its tables and how to connect, without barriers', async () => {
    const user = userEvent.setup();
    const { container } = render(<LakehouseOverview />);
    expect(
      await screen.findByText(/^4 of 13 tables are critical;/),
    ).toBeInTheDocument();
    expect(screen.getByText(/of 13 tables read/)).toHaveTextContent(
      'Scanned 2 min ago, 12 of 13 tables read',
    );

    const schemas = screen.getByRole('table', {
      name: /^Schemas of the lakehouse/,
    });
    expect(rowNames(schemas)).toEqual(['bronze', 'silver', 'gold']);
    expect(
      within(schemas).getByRole('link', { name: 'silver' }),
    ).toHaveAttribute('href', '/catalog/default/resource/retail.silver');
    expect(
      within(schemas).getByRole('img', {
        name: 'bronze: 0 healthy, 1 at risk, 2 critical, 1 unknown',
      }),
    ).toBeInTheDocument();
    expect(
      within(schemas).getByRole('columnheader', { name: 'Reclaimable' }),
    ).toBeInTheDocument();
    expect(
      within(schemas).getByRole('row', { name: /bronze/ }),
    ).toHaveTextContent(/78\.2 GB280 files/);
    expect(
      rowNames(await screen.findByRole('table', { name: 'List of tables' })),
    ).toHaveLength(13);

    const connection = within(
      screen.getByRole('region', { name: 'Connect to it' }),
    );
    expect(
      connection.getByText('embedded, declared in app-config'),
    ).toBeInTheDocument();
    expect(
      connection.getByRole('region', { name: 'Connect with PyIceberg' }),
    ).toHaveTextContent("load_catalog('retail'");
    await user.click(
      connection.getByRole('button', { name: 'Copy: Warehouse' }),
    );
    expect(await connection.findByText('Copied')).toBeInTheDocument();

    const { violations } = await axe(container);
    expect(
      violations.map(
        violation => `${violation.id}: ${violation.nodes[0].html}`,
      ),
    ).toEqual([]);
  });

  it('asks only for its own tables, and shows a lakehouse without any', async () => {
    const api = createMockLakehouseApi();
    const asked: unknown[] = [];
    const empty = {
      ...mockLakehouse(),
      schemas: [],
      connection: [],
      rollUp: { ...mockLakehouse().rollUp, tables: 0 },
    };
    const { unmount } = render(<LakehouseOverview />, {
      api: {
        listTables: async (query, options) => {
          asked.push(query?.lakehouse);
          return api.listTables(query, options);
        },
      },
    });
    await screen.findByRole('table', { name: 'List of tables' });
    expect(new Set(asked)).toEqual(new Set(['retail']));
    unmount();
    render(<LakehouseOverview />, { api: { getLakehouse: async () => empty } });
    expect(await screen.findByText('No schemas yet')).toBeInTheDocument();
    expect(
      screen.getByText('The portal knows no way to connect to this lakehouse.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says what is wrong with an entity that is none, and with a lakehouse that is not there', async () => {
    const { unmount } = render(<LakehouseOverview />, {
      entity: { ...RETAIL, metadata: { name: 'retail' } },
    });
    expect(
      await screen.findByText('This entity is no lakehouse'),
    ).toBeInTheDocument();
    unmount();
    render(<LakehouseOverview />, {
      api: {
        getLakehouse: async () => {
          throw new NotFoundError('There is no lakehouse retail');
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "The lakehouse retail can't be shown. There is no lakehouse retail",
    );
  });
});

describe('page of a schema', () => {
  it('opens with its health and lists its tables only', async () => {
    render(<SchemaOverview />, {
      entity: mockSchemaEntity('retail', 'silver'),
    });
    expect(
      await screen.findByText('1 of 5 tables is critical.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /Reads of 2 tables take 2× as long as they need to, or longer\.$/,
      ),
    ).toBeInTheDocument();
    expect(
      rowNames(await screen.findByRole('table', { name: 'List of tables' })),
    ).toEqual([
      'silver.orders',
      'silver.order_items',
      'silver.returns',
      'silver.products',
      'silver.customers',
    ]);
    expect(
      screen.queryByRole('button', { name: /Filter: Layer/ }),
    ).not.toBeInTheDocument();
  });

  it('says when the schema is gone, and when the entity is none', async () => {
    const { unmount } = render(<SchemaOverview />, {
      entity: mockSchemaEntity('retail', 'dropped'),
    });
    expect(
      await screen.findByText('The last scan did not find this schema'),
    ).toBeInTheDocument();
    unmount();
    render(<SchemaOverview />);
    expect(
      await screen.findByText('This entity is no schema of a lakehouse'),
    ).toBeInTheDocument();
  });
});

describe('cards', () => {
  it('of a lakehouse says how many tables need work and leads to its page', async () => {
    const { container } = render(<LakehouseHealthCard />);
    expect(
      await screen.findByText('8 of 13 tables need work'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: 'Retail: 3 healthy, 4 at risk, 4 critical, 2 unknown',
      }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Details' })).toHaveAttribute(
      'href',
      '/catalog/default/system/retail/lakehouse',
    );
    expect((await axe(container)).violations).toEqual([]);
  });

  it('of a table says its score, what is the matter and what is due, and leads to its health', async () => {
    const clicks = {
      lakehouse: 'retail',
      schema: 'bronze',
      table: 'click_events',
    };
    const { container, unmount } = render(<TableHealthCard />, {
      entity: mockTableEntity(clicks),
    });
    expect(
      await screen.findByText('Reads take about 3.7× as long as they need to.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('31', { selector: '[aria-hidden]' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Compact, Rewrite manifests, Expire snapshots'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Details' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/retail.bronze.click_events/health',
    );
    expect((await axe(container)).violations).toEqual([]);
    unmount();

    render(<TableHealthCard />, {
      entity: mockTableEntity({ ...clicks, table: 'gone' }),
    });
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(
        "The health of bronze.gone can't be shown.",
      ),
    );
  });
});
