import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible,
  keepScreenshot,
  open,
  openUntil,
  test,
} from './portalPage';
import { waitForEntities } from './waitForEntities';

const RETAIL = '/catalog/default/system/retail/lakehouse';
const SOURCES = '**/api/lakehouse/lakehouses/retail/sources';

function sourcesCard(page: Page) {
  return page.getByRole('region', { name: 'Sources', exact: true });
}

async function openRetail(page: Page): Promise<void> {
  await waitForEntities(page, 'system:default/retail');
  await openUntil(page, RETAIL, sourcesCard(page));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a lakehouse says what it is read from, and its connection is tested by keyboard (${colorScheme})`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await page.emulateMedia({ colorScheme });
    await openRetail(page);
    const card = sourcesCard(page);
    await expect(card.getByText('List tables')).toBeVisible();
    await expect(card.getByText('not possible').first()).toBeVisible();
    const button = card.getByRole('button', { name: /Test the connection/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect(card.getByText('The connection works.')).toBeVisible();
    await expect(
      card.getByRole('list', { name: 'Hops of the connection' }),
    ).toContainText(/Reads the metadata of/);
    await expectAccessible(page, `sources, ${colorScheme}`);
    await keepScreenshot(page, `sources-${colorScheme}`);
  });
}

test('a source that is down leaves what was known, with its age, and says when it is tried again', async ({
  page,
}) => {
  // Pages look at the clock every 15 seconds: none of these is close to where its text changes.
  const ago = (minutes: number) =>
    new Date(Date.now() - minutes * 60_000).toISOString();
  await page.route(SOURCES, async route => {
    const answer = await route.fetch();
    const known = await answer.json();
    await route.fulfill({
      json: {
        ...known,
        error: '127.0.0.1 refuses connections to port 19120',
        scan: {
          ...known.scan,
          status: 'failed',
          lastSuccessAt: ago(200),
          lastAttemptAt: ago(4),
          consecutiveErrors: 5,
          failingSince: ago(120),
          nextAttemptAt: ago(-15),
          error: 'The catalog can’t be reached.',
        },
      },
    });
  });
  await openRetail(page);
  const card = sourcesCard(page);
  await expect(card.getByText('The sources do not answer now.')).toBeVisible();
  await expect(card.getByText('3 h ago')).toBeVisible();
  await expect(card.getByText(/in 1\d min/)).toBeVisible();
  await expect(card.getByText('List tables')).toBeVisible();
  await expectAccessible(page, 'sources that are down');
  await keepScreenshot(page, 'sources-down');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the page of a lakehouse is there while its sources take their time', async ({
  page,
}) => {
  await page.route(SOURCES, () => undefined);
  await openRetail(page);
  await expect(sourcesCard(page)).toHaveAttribute('aria-busy', 'true');
  await expect(page.getByText('Schemas by layer')).toBeVisible();
  await expectAccessible(page, 'sources that load');
  await keepScreenshot(page, 'sources-loading');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a table whose history the catalog keeps shows its commits and references', async ({
  page,
}) => {
  const table = '**/retail/schemas/silver/tables/orders';
  await page.route(`${table}/snapshots?*`, async route => {
    const answer = await route.fetch();
    const known = await answer.json();
    await route.fulfill({
      json: {
        ...known,
        historyKeptBy: 'Nessie',
        snapshots: known.snapshots.slice(0, 1),
        totalSnapshots: 1,
        lede: {
          headline:
            'The history of this table is kept by Nessie, in its commits.',
          detail: 'Its metadata has only the current snapshot.',
        },
      },
    });
  });
  await page.route(`${table}/commits?*`, route =>
    route.fulfill({
      json: {
        keptBy: 'Nessie',
        reference: 'main',
        references: [
          { name: 'main', type: 'branch', hash: 'a1'.repeat(32) },
          { name: 'v1.0', type: 'tag', hash: 'b2'.repeat(32) },
        ],
        commits: ['a1', 'b2', 'c3'].map((part, index) => ({
          hash: part.repeat(32),
          message: 'Append orders',
          author: 'etl',
          committedAt: new Date(Date.now() - index * 3_600_000).toISOString(),
          change: 'put',
          snapshotId: `742019283746551011${index}`,
        })),
        hasMore: false,
        limit: 50,
      },
    }),
  );
  await waitForEntities(page, 'resource:default/retail.silver.orders');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await open(
      page,
      '/catalog/default/resource/retail.silver.orders/snapshots',
    );
    await expect(
      page.getByRole('table', { name: 'Commits, newest first' }),
    ).toBeVisible();
    await expect(page.getByText('read by the portal')).toBeVisible();
    await expectAccessible(page, `commits, ${colorScheme}`);
    await keepScreenshot(page, `commits-${colorScheme}`);
  }
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
