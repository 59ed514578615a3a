import { coreApis } from '@backstage/frontend-plugin-api';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { renderEntityContent } from '../../__testUtils__';
import {
  createMockLakehouseApi,
  createMockLakehouseApiVariant,
  mockTableDetail,
  mockTableEntity,
} from '../../testing';
import { TableTab } from './TableTab';

const ORDERS = { lakehouse: 'retail', schema: 'silver', table: 'orders' };

function entityOf(table: string, schema = 'gold') {
  return mockTableEntity({ lakehouse: 'retail', schema, table });
}

function row(name: RegExp) {
  return screen.getByRole('row', { name });
}

// By role and name would be better, but computing the names of all rows takes seconds.
function line(column: string) {
  return screen.getByText(column, { selector: 'b' }).closest('tr');
}

describe('TableTab', () => {
  it('opens with the lede and shows columns with nested types, ids, roles and their history', async () => {
    const { container } = renderEntityContent(<TableTab />);
    expect(await screen.findByText('One row per order,')).toBeInTheDocument();
    expect(
      screen.getByText('Schema 4 of 5 versions · 21 fields'),
    ).toBeInTheDocument();
    const tree = screen.getByRole('treegrid', {
      name: 'Columns of silver.orders',
    });
    expect(within(tree).getAllByRole('row')).toHaveLength(21);

    expect(
      row(/^1 order_id long identifier Identifier of the order/),
    ).toHaveAttribute('aria-level', '1');
    expect(row(/^2 customer_id long sort 1/)).toBeInTheDocument();
    expect(row(/^3 ordered_at timestamptz partition: day/)).toBeInTheDocument();
    expect(row(/^7 email string optional No description/)).toBeInTheDocument();
    expect(
      row(
        /shipping_address struct optional Where it goes Renamed from ship_to on/,
      ),
    ).toHaveAttribute('aria-expanded', 'true');
    expect(row(/^16 quantity long Was int until/)).toHaveAttribute(
      'aria-level',
      '2',
    );
    expect(row(/items list<struct>/)).toBeInTheDocument();
    expect(row(/attributes map<string, string> optional/)).toBeInTheDocument();
    expect(row(/^20 value string optional/)).toBeInTheDocument();

    const { violations } = await axe(container);
    expect(violations).toEqual([]);
  });

  it('can be walked by arrow keys alone', async () => {
    const user = userEvent.setup();
    renderEntityContent(<TableTab />);
    const first = (
      await screen.findByText('order_id', { selector: 'b' })
    ).closest('tr')!;
    expect(first).toHaveAttribute('tabindex', '0');
    act(() => first.focus());

    await user.keyboard('{End}');
    expect(line('channel')).toHaveFocus();
    await user.keyboard('{ArrowUp}{ArrowLeft}');
    expect(line('attributes')).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(line('attributes')).toHaveAttribute('aria-expanded', 'false');
    expect(
      screen.queryByText('value', { selector: 'b' }),
    ).not.toBeInTheDocument();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(line('key')).toHaveFocus();
    await user.keyboard('{Home}{ArrowDown}');
    expect(line('customer_id')).toHaveFocus();
    expect(
      [...screen.getByRole('treegrid').querySelectorAll('tr')].filter(
        each => each.tabIndex === 0,
      ),
    ).toHaveLength(1);
  });

  it('finds columns by name, type or description, opening what holds them, and keeps the search in the address', async () => {
    const user = userEvent.setup();
    const { apis } = renderEntityContent(<TableTab />);
    await screen.findByRole('treegrid');
    await user.keyboard('/postcode');
    expect(
      screen.getByRole('searchbox', { name: 'Find a column' }),
    ).toHaveValue('postcode');
    const rows = within(screen.getByRole('treegrid'))
      .getAllByRole('row')
      .slice(1);
    expect(
      rows.map(each => within(each).getByRole('rowheader').textContent),
    ).toEqual(['shipping_address', 'postcode']);
    expect(screen.getByText('1 field matches')).toBeInTheDocument();
    expect(apis.get(coreApis.appHistory)?.getSnapshot().location.search).toBe(
      '?column=postcode',
    );

    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'nowhere');
    expect(screen.getByText('No column matches')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Clear the search' }));
    expect(
      screen.getAllByRole('row', { name: /string/ }).length,
    ).toBeGreaterThan(5);
  });

  it('closes and opens all nested columns, as the address says', async () => {
    const user = userEvent.setup();
    renderEntityContent(<TableTab />, { query: 'expand=none' });
    const tree = await screen.findByRole('treegrid');
    expect(within(tree).getAllByRole('row')).toHaveLength(12);
    await user.click(screen.getByRole('button', { name: 'Expand items' }));
    expect(row(/^15 sku/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Expand all' }));
    expect(within(tree).getAllByRole('row')).toHaveLength(21);
    expect(
      screen.getByRole('button', { name: 'Collapse all' }),
    ).toBeInTheDocument();
  });

  it('tells how the schema changed and compares any two versions', async () => {
    const user = userEvent.setup();
    const { container } = renderEntityContent(<TableTab />);
    const diff = await screen.findByRole('region', {
      name: 'Changes of Schema 3',
    });
    expect(
      within(diff).getAllByRole('row', { name: /dropped/ })[0],
    ).toHaveTextContent('21coupon_codestring');
    expect(screen.getByText('Created with 21 fields')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Compare any two' }));
    const compared = await screen.findByRole('region', {
      name: 'Difference between schema 0 and 4',
    });
    const lines = within(compared)
      .getAllByRole('row')
      .slice(1)
      .map(each => each.textContent);
    expect(lines).toEqual([
      '~changed5totaldocumented',
      '+added22channelstringoptional',
      '~changed16items.element.quantityint → longwidened',
      '−dropped21coupon_codestring',
      '~changed8ship_to → shipping_addressrenamed',
    ]);
    expect(await axe(container)).toHaveProperty('violations', []);
  });

  it('shows partitioning with the files of each spec, sort order and properties with poor ones first', async () => {
    const user = userEvent.setup();
    renderEntityContent(<TableTab />);
    expect(
      await screen.findByRole('img', { name: '2,833 of 2,904 files' }),
    ).toBeInTheDocument();
    expect(screen.getByText('2,833 files, 395 GB')).toBeInTheDocument();
    expect(
      screen.getByText(/71 files still follow an older spec/),
    ).toBeInTheDocument();
    expect(screen.getByText('customer_id asc nulls-last')).toBeInTheDocument();

    const table = screen.getByRole('table', { name: 'Properties' });
    expect(screen.getByText('2 of 8 could be better')).toBeInTheDocument();
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(6);
    expect(
      within(rows[0]).getByRole('img', { name: 'Could be better' }),
    ).toBeInTheDocument();
    expect(rows[0]).toHaveTextContent(
      'write.metadata.delete-after-commit.enabledfalse default1,038 old metadata files',
    );
    await user.click(screen.getByRole('button', { name: 'Show all 8' }));
    expect(within(table).getAllByRole('row')).toHaveLength(9);
  });

  it('gives a query for each engine, copies it, and says why an engine is not possible', async () => {
    const user = userEvent.setup();
    const written = jest.spyOn(navigator.clipboard, 'writeText');
    renderEntityContent(<TableTab />, { query: 'engine=Trino' });
    const code = await screen.findByRole('region', { name: 'Trino query' });
    expect(code).toHaveTextContent(
      'SELECT order_id, status, total FROM retail.silver.orders',
    );
    expect(screen.getByRole('button', { name: 'Trino' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await user.click(
      screen.getByRole('button', { name: 'Copy the Trino query' }),
    );
    expect(written).toHaveBeenCalledWith(
      expect.stringContaining('FROM   retail.silver.orders'),
    );
    // The clipboard answers when it likes.
    expect((await screen.findAllByText('Copied')).length).toBeGreaterThan(0);

    await user.click(screen.getByRole('button', { name: 'Spark' }));
    expect(
      screen.getByRole('region', { name: 'Spark query' }),
    ).toBeInTheDocument();
    await user.click(
      screen.getByRole('button', { name: 'Snowflake, not possible' }),
    );
    expect(
      screen.queryByRole('region', { name: /query$/ }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText(/It can't read a Hive Metastore/),
    ).toBeInTheDocument();
  });

  it('says that a new table has no rows, no files and no properties', async () => {
    const { container } = renderEntityContent(<TableTab />, {
      entity: entityOf('brand_new'),
    });
    expect(await screen.findByText('No rows yet.')).toBeInTheDocument();
    expect(screen.getByText('unpartitioned')).toBeInTheDocument();
    expect(screen.getByText('no files yet')).toBeInTheDocument();
    expect(screen.getByText(/No sort order is set/)).toBeInTheDocument();
    expect(screen.getByText('No properties')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Compare any two' }),
    ).not.toBeInTheDocument();
    expect(await axe(container)).toHaveProperty('violations', []);
  });

  it('shows the last good answer of a table whose scan failed, with one banner', async () => {
    renderEntityContent(<TableTab />, {
      entity: entityOf('partner_stock', 'bronze'),
    });
    expect(
      await screen.findByText(
        /The last scan could not read the table: The metadata file/,
      ),
    ).toBeInTheDocument();
    expect(
      screen
        .getAllByRole('status')
        .filter(each =>
          /Last seen|could not be read/.test(each.textContent ?? ''),
        ),
    ).toHaveLength(1);
    expect(screen.getByRole('treegrid')).toBeInTheDocument();
  });

  it('says what failed, what to try, and tries again', async () => {
    const user = userEvent.setup();
    const good = createMockLakehouseApi();
    let broken = true;
    const api: LakehouseApi = {
      ...good,
      getTable: async table =>
        broken
          ? createMockLakehouseApiVariant('failing').getTable(table)
          : good.getTable(table),
    };
    const { container } = renderEntityContent(<TableTab />, { api });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      "The metadata of silver.orders can't be shown. The catalog of lakehouse retail did not answer within 10 s",
    );
    expect(
      screen.getByText(
        /Its connection in app-config, or the storage behind it, may be down/,
      ),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveProperty('violations', []);
    broken = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('treegrid')).toBeInTheDocument();
  });

  it('keeps the last good answer when a refresh fails, and says its age in the only banner', async () => {
    const hidden = jest.spyOn(document, 'visibilityState', 'get');
    renderEntityContent(<TableTab />, {
      api: createMockLakehouseApiVariant('stale'),
      entity: entityOf('partner_stock', 'bronze'),
    });
    await screen.findByText(/The last scan could not read the table/);
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
    hidden.mockReturnValue('visible');
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(
      await screen.findByText(
        /The refresh failed: The catalog of lakehouse retail did not answer/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('treegrid')).toBeInTheDocument();
    expect(
      screen.queryByText(/The last scan could not read the table/),
    ).not.toBeInTheDocument();
    now.mockRestore();
    hidden.mockRestore();
  });

  it('names the permission that is missing instead of failing', async () => {
    renderEntityContent(<TableTab />, {
      api: createMockLakehouseApiVariant('forbidden'),
    });
    expect(
      await screen.findByText('You may not see the metadata of silver.orders'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/It needs the permission lakehouse.read/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('holds the place while it loads, and gives up its request when it is left', async () => {
    let signal: AbortSignal | undefined;
    const api: LakehouseApi = {
      ...createMockLakehouseApi(),
      getTable: (_table, options) => {
        signal = options?.signal;
        return new Promise(() => {});
      },
    };
    const { unmount } = renderEntityContent(<TableTab />, { api });
    expect(await screen.findByText('Loading')).toBeInTheDocument();
    expect(signal?.aborted).toBe(false);
    unmount();
    await waitFor(() => expect(signal?.aborted).toBe(true));
  });

  it('says so when the entity names no table', async () => {
    const entity = mockTableEntity(ORDERS);
    renderEntityContent(<TableTab />, {
      entity: { ...entity, metadata: { name: 'by-hand' } },
    });
    expect(
      await screen.findByText('This entity is no table of a lakehouse'),
    ).toBeInTheDocument();
  });

  it('asks before it draws the rows of a very wide table', async () => {
    const user = userEvent.setup();
    const detail = mockTableDetail(ORDERS)!;
    const columns = Array.from({ length: 1_000 }, (_, index) => ({
      id: index + 1,
      name: `c${index}`,
      required: false,
      type: { kind: 'primitive' as const, name: 'double' },
    }));
    const api: LakehouseApi = {
      ...createMockLakehouseApi(),
      getTable: async () => ({
        ...detail,
        columns,
        columnRoles: [],
        schemaHistory: [],
      }),
    };
    renderEntityContent(<TableTab />, { api });
    const tree = await screen.findByRole('treegrid');
    expect(tree.querySelectorAll('tbody tr')).toHaveLength(400);
    await user.click(
      screen.getByRole('button', { name: 'Show all 1,000 rows' }),
    );
    expect(tree.querySelectorAll('tbody tr')).toHaveLength(1_000);
  });
});
