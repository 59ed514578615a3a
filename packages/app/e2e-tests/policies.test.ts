import { test as base, type Page } from '@playwright/test';
import {
  changeColorScheme,
  expect,
  expectAccessible,
  keepScreenshot,
  open,
  test,
} from './portalPage';
import { waitForEntities } from './waitForEntities';

const LIST = '/lakehouse?show=maintenance';
const TABLE =
  '/catalog/default/resource/retail.bronze.click_events/maintenance';
const POLICIES = '**/api/lakehouse/maintenance/policies';

async function next(page: Page, title: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^next$/i }).click();
  await expect(page.getByText(title).first()).toBeVisible();
}

async function choose(
  page: Page,
  question: string | RegExp,
  answer: string | RegExp,
): Promise<void> {
  await page.getByRole('button', { name: question }).first().click();
  await page.getByRole('option', { name: answer }).click();
}

const list = (page: Page) =>
  page.getByRole('table', { name: 'Policies of maintenance, by name' });

test('a policy is made in the portal, holds at once, is edited and removed', async ({
  page,
}) => {
  test.setTimeout(840_000);
  await waitForEntities(
    page,
    'template:default/maintenance-policy',
    'resource:default/retail.bronze.click_events',
  );
  await open(page, LIST);
  await expect(page.getByText('No policy yet')).toBeVisible();
  await expectAccessible(page, 'No policy');
  await keepScreenshot(page, 'policies-empty');

  await expect(async () => {
    await open(page, LIST);
    // Without a limit of its own it would never be opened anew.
    await page
      .getByRole('link', { name: 'New policy' })
      .click({ timeout: 15_000 });
    await expect(page.getByLabel(/^Name/)).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 120_000 });
  await page.getByLabel(/^Layer/).fill('bronze');
  await page.getByLabel(/^Name/).fill('nightly-bronze');
  // Before there is something to correct, which the form of Backstage says in a red of its own.
  await expectAccessible(page, 'Which tables', 'form');
  await keepScreenshot(page, 'policy-tables');
  await page.getByLabel(/^Name/).fill('two words');
  await page.getByRole('button', { name: /^next$/i }).click();
  await expect(
    page.getByText(/Expected letters, digits/).first(),
  ).toBeVisible();
  await page.getByLabel(/^Name/).fill('nightly-bronze');
  await next(page, 'Small files are merged.');
  await choose(page, /Expiry of snapshots/, /a second person/);
  await expectAccessible(page, 'Who approves what', 'form');
  await keepScreenshot(page, 'policy-approvals');
  await next(page, 'When runs may start');
  await choose(page, /When runs may start/, 'in windows');
  await page
    .getByRole('textbox', { name: 'Time zone of window 1' })
    .fill('Europe/Oslo');
  await expectAccessible(page, 'When', 'form');
  await keepScreenshot(page, 'policy-when');
  await next(page, 'Snapshots are kept for');
  await page.getByLabel('Snapshots are kept for').fill('45 days');
  await next(page, 'What becomes of it');
  await expect(
    page.getByText(/nightly-bronze would be for \d+ tables?\./),
  ).toBeVisible();
  await expect(page.getByText('There is no policy of this name')).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Document of the policy' }),
  ).toContainText('maxSnapshotAge: P45D');
  await expectAccessible(page, 'Preview', 'form');
  await keepScreenshot(page, 'policy-preview');
  await page.getByRole('button', { name: /^review$/i }).click();
  await page.getByRole('button', { name: /^create$/i }).click();
  await page
    .getByRole('link', { name: 'Policies', exact: true })
    .click({ timeout: 120_000 });

  await expect(
    page.getByText(/nightly-bronze is for \d+ tables?\./),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: /Versions/ })).toContainText(
    'made',
  );
  await expectAccessible(page, 'A policy');
  await keepScreenshot(page, 'policy');
  await changeColorScheme(page, 'dark');
  await expectAccessible(page, 'A policy, dark');
  await keepScreenshot(page, 'policy-dark');

  await open(page, LIST);
  await expect(
    list(page).getByRole('row', { name: /nightly-bronze/ }),
  ).toContainText('layer bronze');
  await expectAccessible(page, 'Policies, dark');
  await keepScreenshot(page, 'policies-dark');
  await changeColorScheme(page, 'light');
  await expectAccessible(page, 'Policies');
  await keepScreenshot(page, 'policies');

  await open(page, TABLE);
  const values = page.getByRole('table', { name: /The policy that applies/ });
  await expect(
    values.getByRole('row', { name: /Snapshots are kept/ }),
  ).toContainText('45 dayspolicy nightly-bronze');
  await expect(values.getByRole('row', { name: /Compaction/ })).toContainText(
    'suite default',
  );
  await expectAccessible(page, 'Policy of a table');
  await keepScreenshot(page, 'policy-of-table');
  await changeColorScheme(page, 'dark');
  await expectAccessible(page, 'Policy of a table, dark');
  await keepScreenshot(page, 'policy-of-table-dark');

  // Edited with the answers as they were; in the dark from the start, since a form begins anew when the theme changes.
  await open(page, `${LIST}&policy=nightly-bronze`);
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByLabel(/^Layer/)).toHaveValue('bronze');
  await next(page, 'Small files are merged.');
  await next(page, 'When runs may start');
  await expect(
    page.getByRole('textbox', { name: 'Time zone of window 1' }),
  ).toHaveValue('Europe/Oslo');
  await next(page, 'Snapshots are kept for');
  await page.getByLabel('Snapshots are kept for').fill('60 days');
  await next(page, 'What becomes of it');
  await expect(page.getByText(/It replaces version 1/)).toBeVisible();
  await expectAccessible(page, 'Preview, dark', 'form');
  await keepScreenshot(page, 'policy-preview-dark');
  await page.getByRole('button', { name: /^review$/i }).click();
  await page.getByRole('button', { name: /^create$/i }).click();
  await page
    .getByRole('link', { name: 'Policies', exact: true })
    .click({ timeout: 120_000 });
  await expect(page.getByRole('table', { name: /Versions/ })).toContainText(
    'changed',
  );

  await changeColorScheme(page, 'light');
  await page.getByRole('button', { name: 'Remove…' }).click();
  await keepScreenshot(page, 'policy-remove');
  await page.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.getByText('No policy yet')).toBeVisible();
});

// Without the check of the console: that the request fails is what is tested.
base(
  'policies that can not be had are said to be so, and asked for again',
  async ({ page }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.route(POLICIES, route =>
        route.fulfill({
          status: 503,
          json: {
            error: {
              name: 'ServiceUnavailableError',
              message: 'The database is not there',
            },
            response: { statusCode: 503 },
          },
        }),
      );
      await open(page, LIST);
      const card = page.getByRole('region', { name: 'Policies', exact: true });
      await expect(card.getByRole('alert')).toContainText(
        'The database is not there',
      );
      await expectAccessible(page, `Policies that fail, ${colorScheme}`);
      await keepScreenshot(page, `policies-failed-${colorScheme}`);
      await page.unroute(POLICIES);
      await card.getByRole('button', { name: /again/i }).click();
      await expect(card.getByRole('alert')).toHaveCount(0);
    }
  },
);
