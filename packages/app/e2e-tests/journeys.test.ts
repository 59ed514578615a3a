import {
  expect,
  expectAccessible,
  keepScreenshot,
  open,
  test,
} from './portalPage';

const TABLES = [
  'retail.bronze.click_events',
  'retail.silver.orders',
  'retail.gold.revenue_daily',
];

test('the example lakehouse is prepared and its tables are listed, worst health first', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await open(page, '/lakehouse');
  await expect(async () => {
    await page.reload();
    await expect(
      page.getByRole('link', { name: /click_events/ }).first(),
    ).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 240_000 });
  await expect(page.getByText('Critical').first()).toBeVisible();
  await expectAccessible(page, 'Lakehouse page');
  await keepScreenshot(page, 'lakehouse');
});

test('a lakehouse is created from the template, and its entity opens at the end', async ({
  page,
}) => {
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
  await expect(link.first()).toBeVisible({ timeout: 90_000 });
  await keepScreenshot(page, 'create-done');
  await link.first().click();
  await expect(page).toHaveURL(/\/catalog\/default\/system\/web-lab/);
  await expect(page.getByText('3 tables').first()).toBeVisible();
  await keepScreenshot(page, 'created-entity');
});

test('tables of both lakehouses are found in the software catalog, and open from there', async ({
  page,
}) => {
  await open(page, '/catalog?filters[kind]=resource&filters[user]=all');
  const search = page.getByPlaceholder('Search').first();
  await search.fill('web-lab');
  await expect(
    page.getByRole('link', { name: 'web-lab.bronze' }),
  ).toBeVisible();
  await search.fill('silver.orders');
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

    await open(page, `${entity}/health`);
    await expect(page.getByText('File layout').first()).toBeVisible();
    await expect(page.getByText('What to do')).toBeVisible();
    await expectAccessible(page, `${name}, Health`);
    await keepScreenshot(page, `${schema}-${table}-health`);
  });
}

test('pages are as readable in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, '/lakehouse');
  await expect(
    page.getByRole('link', { name: /click_events/ }).first(),
  ).toBeVisible();
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
