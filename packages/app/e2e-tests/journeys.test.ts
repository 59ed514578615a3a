import {
  expect,
  expectAccessible,
  keepScreenshot,
  open,
  openUntil,
  test,
} from './portalPage';
import { waitForEntities } from './waitForEntities';

const RESOURCES = '/catalog?filters[kind]=resource&filters[user]=all';
const TABLES = [
  'retail.bronze.click_events',
  'retail.silver.orders',
  'retail.gold.revenue_daily',
];

test('the example lakehouse is prepared and its tables are listed, worst health first', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await openUntil(
    page,
    '/lakehouse',
    page.getByRole('link', { name: /click_events/ }).first(),
  );
  await openUntil(page, '/lakehouse', page.getByText('Critical').first());
  await expectAccessible(page, 'Lakehouse page');
  await keepScreenshot(page, 'lakehouse');
});

test('a lakehouse is created from the template, its entity opens at the end, and its schemas are found in the software catalog', async ({
  page,
}) => {
  test.setTimeout(480_000);
  // The form reads once which groups there are; of the templates, this is the first.
  await waitForEntities(
    page,
    'template:default/lakehouse',
    'group:default/web-analytics',
  );
  await open(page, '/create');
  await page
    .getByRole('button', { name: /choose/i })
    .first()
    .click();
  await page.getByLabel(/^Name/).fill('web-lab');
  await page.getByLabel(/^Title/).fill('Web lab');
  await page.getByLabel(/^Owner/).fill('Web');
  await page.getByRole('option', { name: 'Web Analytics' }).first().click();
  await keepScreenshot(page, 'create-form');
  await page.getByRole('button', { name: /^next$/i }).click();
  await expect(page.getByLabel(/bronze/)).toBeChecked();
  await page.getByRole('button', { name: /^review$/i }).click();
  await page.getByRole('button', { name: /^create$/i }).click();
  const link = page
    .getByRole('link', { name: /Open Web lab/ })
    .or(page.getByRole('button', { name: /Open Web lab/ }));
  await expect(link.first()).toBeVisible({ timeout: 120_000 });
  await keepScreenshot(page, 'create-done');
  await link.first().click();
  await expect(page).toHaveURL(/\/catalog\/default\/system\/web-lab/);
  await expect(page.getByText('3 tables').first()).toBeVisible();
  await keepScreenshot(page, 'created-entity');

  // The catalog's list is read once, when it is opened.
  await waitForEntities(page, 'resource:default/web-lab.bronze');
  await open(page, RESOURCES);
  await page.getByPlaceholder('Search').first().fill('web-lab');
  await expect(
    page.getByRole('link', { name: 'web-lab.bronze' }),
  ).toBeVisible();
});

test('a table is found in the software catalog, and opens from there', async ({
  page,
}) => {
  await waitForEntities(page, 'resource:default/retail.silver.orders');
  await open(page, RESOURCES);
  await page.getByPlaceholder('Search').first().fill('silver.orders');
  await keepScreenshot(page, 'catalog');
  await page.getByRole('link', { name: 'silver.orders', exact: true }).click();
  await expect(page).toHaveURL(/retail\.silver\.orders/);
  await expect(page.getByText('At risk').first()).toBeVisible();
  await page.getByRole('link', { name: 'Health' }).click();
  await expect(page.getByText('What to do')).toBeVisible();
});

for (const name of TABLES) {
  test(`the tabs of ${name} show its columns, snapshots and health`, async ({
    page,
  }) => {
    const entity = `/catalog/default/resource/${name}`;
    const [, schema, table] = name.split('.');
    await waitForEntities(page, `resource:default/${name}`);

    await open(page, `${entity}/table`);
    await expect(
      page
        .getByRole('tab', { name: 'Table' })
        .or(page.getByRole('link', { name: 'Table' }))
        .first(),
    ).toBeVisible();
    await expect(page.getByRole('treegrid')).toBeVisible();
    await expect(page.getByText('Query it')).toBeVisible();
    await expectAccessible(page, `${name}, Table`);
    await keepScreenshot(page, `${table}-table`);

    await open(page, `${entity}/snapshots`);
    await expect(
      page.getByText(/append|overwrite|replace/).first(),
    ).toBeVisible();
    await expectAccessible(page, `${name}, Snapshots`);
    await keepScreenshot(page, `${table}-snapshots`);

    await openUntil(
      page,
      `${entity}/health`,
      page.getByText('File layout').first(),
    );
    await expect(page.getByText('What to do')).toBeVisible();
    await expectAccessible(page, `${name}, Health`);
    await keepScreenshot(page, `${schema}-${table}-health`);
  });
}

test('pages are as readable in the dark', async ({ page }) => {
  await waitForEntities(page, 'resource:default/retail.bronze.click_events');
  await page.emulateMedia({ colorScheme: 'dark' });
  await openUntil(
    page,
    '/lakehouse',
    page.getByRole('link', { name: /click_events/ }).first(),
  );
  await expectAccessible(page, 'Lakehouse page, dark');
  await keepScreenshot(page, 'lakehouse-dark');
  await open(
    page,
    '/catalog/default/resource/retail.bronze.click_events/health',
  );
  await expect(page.getByText('What to do')).toBeVisible();
  await expectAccessible(page, 'Health, dark');
  await keepScreenshot(page, 'click_events-health-dark');
});
