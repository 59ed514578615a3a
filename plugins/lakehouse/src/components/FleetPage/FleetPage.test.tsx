import {
  act,
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  findList,
  listedNames,
  pageQuery,
  recordLists,
  renderFleet,
} from '../../__testUtils__';
import { mockManyTables } from '../../testing';

// Whether every ancestor is visible is expensive to know in jsdom, and not what is tested here.
configure({ defaultHidden: true });

describe('Lakehouse page', () => {
  it('answers first, then shows figures, owners by layers and the list, without barriers', async () => {
    const { container } = renderFleet();
    expect(
      await screen.findByText(/^4 of 13 tables are critical;/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 of 13 tables of Retail could not be read.'),
    ).toBeInTheDocument();
    expect(screen.getByText('1.99 TB in 80,961 files')).toBeInTheDocument();
    expect(
      screen.getByRole('img', {
        name: 'All tables: 3 healthy, 4 at risk, 4 critical, 2 unknown',
      }),
    ).toBeInTheDocument();
    const oldest = within(
      (await screen.findByText('Longest without a commit')).closest('section')!,
    );
    expect(
      await oldest.findByRole('link', { name: 'bronze.legacy_export' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/resource/retail.bronze.legacy_export',
    );

    const matrix = screen.getByRole('table', {
      name: /^Number of tables by health/,
    });
    expect(within(matrix).getAllByRole('row')).toHaveLength(7);
    expect(
      within(matrix).getByRole('button', {
        name: /supply-chain, bronze: 0 healthy, 0 at risk, 1 critical, 1 unknown.*Show them in the list/,
      }),
    ).toBeInTheDocument();

    expect(
      within(matrix).getByRole('columnheader', { name: /silver/ }),
    ).toHaveTextContent(/\d+ tables, [\d.]+ GB reclaimable$/);
    expect(
      within(matrix).getByRole('row', { name: /supply-chain/ }),
    ).toHaveTextContent(/[\d.]+ GB\d+ files$/);

    // Unknown sorts after critical, before at risk.
    expect((await listedNames()).slice(3, 8)).toEqual([
      'gold.revenue_daily',
      'bronze.partner_stock',
      'gold.brand_new',
      'silver.order_items',
      'gold.stock_levels',
    ]);
    const [clicks, , , , unread, empty] = within(await findList())
      .getAllByRole('row')
      .slice(1);
    expect(clicks).toHaveTextContent(
      /bronze\.click_events31Critical3\.7×bronzeweb-analytics207 GB48,212\d+ s agoCompactRewrite manifests/,
    );
    expect(unread).toHaveTextContent(/Unknown.*unknown.*Metadata unreadable/);
    expect(empty).toHaveTextContent(/Unknown–––?.*never.*No data yet/);
    expect(
      screen.getByText(
        /^13 tables, worst health first\. Unknown sorts after critical/,
      ),
    ).toBeInTheDocument();

    const { violations } = await axe(container);
    expect(
      violations.map(
        violation => `${violation.id}: ${violation.nodes[0].html}`,
      ),
    ).toEqual([]);
  });

  it('filters by a bar, a view, and from the address; the state is in the address', async () => {
    const user = userEvent.setup();
    renderFleet({ query: 'lakehouse=retail&sort=name' });
    const bar = await screen.findByRole('button', {
      name: /orders-platform, silver/,
    });
    await user.click(bar);
    await waitFor(async () =>
      expect(await listedNames()).toEqual([
        'silver.order_items',
        'silver.orders',
        'silver.returns',
      ]),
    );
    expect(bar).toHaveAttribute('aria-pressed', 'true');
    expect(pageQuery()).toBe(
      '?lakehouse=retail&sort=name&layer=silver&owner=group:default/orders-platform',
    );
    await user.click(bar);
    await waitFor(async () => expect(await listedNames()).toHaveLength(13));

    const views = screen.getByRole('group', { name: 'Views' });
    expect(
      within(views)
        .getAllByRole('button')
        .map(view => view.textContent),
    ).toEqual([
      'All tables13',
      'Needs work8',
      'Unknown2',
      'Stale1',
      'No owner1',
    ]);
    await user.click(within(views).getByRole('button', { name: /^Stale/ }));
    await waitFor(async () =>
      expect(await listedNames()).toEqual(['bronze.legacy_export']),
    );
    expect(
      within(views).getByRole('button', { name: /^Stale/ }),
    ).toHaveAttribute('aria-pressed', 'true');
    expect(pageQuery()).toBe('?lakehouse=retail&sort=name&age=from-7d');
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(async () => expect(await listedNames()).toHaveLength(13));
  });

  it('filters by several values of health', async () => {
    const user = userEvent.setup();
    renderFleet();
    await findList();
    await user.click(screen.getByRole('button', { name: /Filter: Health/ }));
    const choices = within(await screen.findByRole('dialog'));
    await user.click(choices.getByRole('option', { name: 'Critical' }));
    await user.click(choices.getByRole('option', { name: 'Unknown' }));
    await user.keyboard('{Escape}');
    await waitFor(async () => expect(await listedNames()).toHaveLength(6));
    expect(pageQuery()).toBe('?health=critical,unknown');
    expect(screen.getByText('6 tables in the list')).toBeInTheDocument();
  });

  it('searches when typing rests; a slash goes there', async () => {
    // All keys at once: between two of them, a busy machine may rest longer than anybody who types.
    const user = userEvent.setup({ delay: null });
    const { asked, api } = recordLists();
    renderFleet({ api });
    await findList();
    await user.keyboard('/');
    const field = screen.getByRole('searchbox', { name: 'Search tables' });
    expect(field).toHaveFocus();
    await user.keyboard('stock/');
    expect(field).toHaveValue('stock/');
    await user.keyboard('{Backspace}');
    await waitFor(async () =>
      expect(await listedNames()).toEqual([
        'bronze.partner_stock',
        'gold.stock_levels',
      ]),
    );
    expect(pageQuery()).toBe('?q=stock');
    expect(
      asked
        .filter(query => query.search !== undefined)
        .map(query => query.search),
    ).toContain('stock');
    expect(asked.filter(query => query.search === 's')).toEqual([]);
  });

  it('sorts by its columns, what one looks for first', async () => {
    const user = userEvent.setup();
    renderFleet();
    const head = within(await findList());
    expect(head.getByRole('columnheader', { name: 'Health' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await user.click(head.getByRole('button', { name: 'Size' }));
    await waitFor(async () =>
      expect((await listedNames())[0]).toBe('silver.order_items'),
    );
    expect(head.getByRole('columnheader', { name: 'Size' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    expect(
      head.getByRole('columnheader', { name: 'Health' }),
    ).not.toHaveAttribute('aria-sort');
    expect(
      screen.getByText(/^13 tables, largest first\. Reads take/),
    ).toBeInTheDocument();
    await user.click(head.getByRole('button', { name: 'Size' }));
    await waitFor(async () =>
      expect((await listedNames())[0]).toBe('gold.revenue_daily'),
    );
    expect((await listedNames()).at(-1)).toBe('gold.brand_new');
    expect(pageQuery()).toBe('?sort=size&order=asc');
    expect(head.queryByRole('button', { name: 'Due' })).not.toBeInTheDocument();
  });

  it('bug: a list appears with all of its rows in sight, never first with as many as stood in for it', async () => {
    const numbers = new Set<number>();
    const observer = new MutationObserver(() => {
      const list = document.querySelector('table[aria-rowcount="14"]');
      if (list) numbers.add(list.querySelectorAll('tr[data-index]').length);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    try {
      renderFleet();
      await findList();
      await waitFor(() => expect(numbers).toContain(13));
      expect([...numbers]).toEqual([13]);
    } finally {
      observer.disconnect();
    }
  });

  it('scrolls through 10,000 tables with at most 100 rows, asking for the pages in sight only', async () => {
    const user = userEvent.setup();
    const { asked, api } = recordLists(mockManyTables(10_000));
    const { container } = renderFleet({ api, query: 'sort=name' });
    const table = await findList();
    const rows = () => container.querySelectorAll('tr').length;
    expect(table).toHaveAttribute('aria-rowcount', '10001');
    expect(rows()).toBeLessThanOrEqual(100);
    expect(
      screen.getByRole('button', { name: 'Show all 41 owners' }),
    ).toBeInTheDocument();

    const box = table.parentElement!;
    act(() => {
      box.scrollTop = 5_000 * 41;
      fireEvent.scroll(box);
    });
    await waitFor(() =>
      expect(
        table.querySelector('tr[data-index="5005"] th a'),
      ).toBeInTheDocument(),
    );
    expect(table.querySelector('tr[data-index="5005"]')).toHaveAttribute(
      'aria-rowindex',
      '5007',
    );
    expect(rows()).toBeLessThanOrEqual(100);
    const drawn = [
      ...table.querySelectorAll('tbody tr:not([data-index]) td'),
    ].map(space => parseInt((space as HTMLElement).style.height, 10));
    expect(
      drawn.reduce((sum, height) => sum + height, 0) +
        table.querySelectorAll('tr[data-index]').length * 41,
    ).toBe(10_000 * 41);

    const link = within(
      table.querySelector<HTMLElement>('tr[data-index="5005"]')!,
    ).getAllByRole('link')[0];
    act(() => link.focus());
    await user.keyboard('{ArrowDown}');
    await waitFor(() =>
      expect(document.activeElement?.closest('tr')).toHaveAttribute(
        'data-index',
        '5006',
      ),
    );
    await user.keyboard('{End}');
    await waitFor(() =>
      expect(document.activeElement?.closest('tr')).toHaveAttribute(
        'data-index',
        '9999',
      ),
    );
    expect(rows()).toBeLessThanOrEqual(100);
    const offsets = asked
      .filter(query => query.limit === 100)
      .map(query => query.offset);
    expect(new Set(offsets).size).toBe(offsets.length);
    expect(offsets.length).toBeLessThanOrEqual(5);

    // Another order begins at its top.
    await user.click(within(table).getByRole('button', { name: 'Files' }));
    await waitFor(() =>
      expect(
        table.querySelector('tr[data-index="0"] th a'),
      ).toBeInTheDocument(),
    );
    expect(asked.at(-1)).toMatchObject({
      sort: 'files',
      order: 'desc',
      offset: 0,
    });
  });
});
