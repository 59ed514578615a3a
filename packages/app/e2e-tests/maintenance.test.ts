import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  expect,
  expectAccessible,
  keepScreenshot,
  open,
  openUntil,
} from './portalPage';
import { test } from './signInAs';
import { waitForEntities } from './waitForEntities';

const ENTITY = '/catalog/default/resource/retail.bronze.click_events';
const ORDERS = '/catalog/default/resource/retail.silver.orders';
const LIST = '/lakehouse?show=maintenance';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Leaves a file in the folder of silver.orders that nothing refers to, as a writer does that died a month ago. */
function leaveOrphan(): void {
  const silver = join(
    process.env.LAKEHOUSE_PORTAL_DATA ?? '',
    'example/retail/warehouse/silver',
  );
  const folder = readdirSync(silver).find(name => /^orders(-|$)/.test(name));
  const orphan = join(silver, folder ?? 'orders', 'data', 'left.parquet');
  writeFileSync(orphan, 'left by a writer that died');
  const then = new Date(Date.now() - 30 * DAY_MS);
  utimesSync(orphan, then, then);
}

test('an ill table is brought to health: planned from its advice, approved, run, verified; the runs of all tables show it', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await waitForEntities(page, 'resource:default/retail.bronze.click_events');
  const plan = page.getByRole('link', { name: 'Plan maintenance' });
  await openUntil(page, `${ENTITY}/health`, plan);
  await expect(page.getByText('What to do')).toBeVisible();

  await plan.click();
  await expect(page).toHaveURL(/\/maintenance\?plan=new/);
  const steps = page.getByRole('table', { name: /Steps of the plan/ });
  await expect(steps.getByRole('rowheader').first()).toBeVisible({
    timeout: 120_000,
  });
  await expect(page.getByText('Nothing has been changed yet.')).toBeVisible();
  const compaction = steps.getByRole('row', { name: /Compact/ });
  await expect(compaction).toBeVisible();
  await expectAccessible(page, 'Plan');
  await keepScreenshot(page, 'maintenance-plan');

  // What can't be undone takes a second person; the guest is alone.
  for (const step of await steps
    .getByRole('row', { name: /Can't be undone/ })
    .all()) {
    await step.getByRole('checkbox').click();
  }
  await page.getByRole('button', { name: /^Propose/ }).click();
  await expect(page.getByText('This run waits for an approval.')).toBeVisible();
  await expectAccessible(page, 'Proposed run');
  await keepScreenshot(page, 'maintenance-proposed');

  await page.getByRole('button', { name: /^Approve steps?/ }).click();
  await expect(
    page.getByText(/It worked: the score went from \d+ to \d+\./),
  ).toBeVisible({ timeout: 180_000 });
  const worked = await page
    .getByText(/It worked: the score went from \d+ to \d+\./)
    .textContent();
  const [, before, after] = /from (\d+) to (\d+)/.exec(worked ?? '') ?? [];
  expect(Number(after)).toBeGreaterThan(Number(before) + 20);

  const checks = page.getByRole('table', {
    name: 'What was checked after the run',
  });
  await expect(
    checks.getByRole('row', { name: /Content checksum/ }).first(),
  ).toContainText('same');
  await expect(checks.getByText('differs')).toHaveCount(0);
  await expectAccessible(page, 'Finished run');
  await keepScreenshot(page, 'maintenance-done');
  await page.emulateMedia({ colorScheme: 'dark' });

  await open(page, LIST);
  const run = page
    .getByRole('table', { name: /Runs of maintenance/ })
    .getByRole('row', { name: /click_events/ })
    .first();
  await expect(run).toContainText('Done');
  await expectAccessible(page, 'Runs of all tables');
  await keepScreenshot(page, 'maintenance-runs-dark');
  await run.getByRole('button').click();
  await expect(page.getByText(/It worked/)).toBeVisible();
  await keepScreenshot(page, 'maintenance-done-dark');
  // A run is a place of its own: going back leads to where it was opened.
  await page.goBack();
  await expect(run).toContainText('Done');
});

test('the example lakehouse is brought from ill to well by two people, with all steps, and the owner opens the notification', async ({
  page,
  signInAs,
}) => {
  test.setTimeout(600_000);
  leaveOrphan();
  const plan = page.getByRole('link', { name: 'Plan maintenance' });
  await waitForEntities(page, 'resource:default/retail.silver.orders');
  await openUntil(page, `${ORDERS}/health`, plan);
  await plan.click();
  const steps = page.getByRole('table', { name: /Steps of the plan/ });
  await expect(steps.getByRole('row', { name: /Compact/ })).toBeVisible({
    timeout: 120_000,
  });
  await expect(steps.getByRole('row', { name: /Can't be undone/ })).toHaveCount(
    2,
  );
  // What the plan has listed, health tells from then on.
  await open(page, `${ORDERS}/health`);
  await expect(page.getByText(/1 file, 26 bytes/).first()).toBeVisible();
  await keepScreenshot(page, 'health-orphans-listed');

  await plan.click();
  await page.getByRole('button', { name: 'Propose this run' }).click();
  await expect(page.getByText('This run waits for an approval.')).toBeVisible();
  await expect(page.getByText(/left\.parquet/)).toBeVisible();
  await page.getByRole('button', { name: 'Approve step 1' }).click();
  await expect(page.getByText(/Steps 2, 3 wait for it/)).toBeVisible();
  // Who has proposed it can't approve what takes something away.
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
  await expect(page.getByText(/need a second person/)).toBeVisible();
  await keepScreenshot(page, 'maintenance-needs-second-person');

  // All other tables of which something is due, together.
  await open(page, LIST);
  const due = page.getByRole('table', { name: /something is due/ });
  await due.getByRole('checkbox', { name: /Choose all/ }).press('Space');
  await due
    .getByRole('checkbox', { name: 'Choose silver.orders' })
    .press('Space');
  await page.getByRole('button', { name: /^Plan \d+ tables/ }).click();
  const plans = page.getByRole('table', { name: /Plans of the tables/ });
  await expect(plans.getByRole('rowheader').first()).toBeVisible({
    timeout: 120_000,
  });
  const tables = await plans.getByRole('rowheader').count();
  expect(tables).toBeGreaterThan(2);
  await page.getByRole('button', { name: /^Propose \d+ runs/ }).click();
  await expect(plans.getByText('Waiting for approval')).toHaveCount(tables, {
    timeout: 120_000,
  });
  // The guest may do so for all steps but the expiry of one table, although it has proposed them.
  await page.getByRole('button', { name: 'Approve what I may' }).click();
  await expect(plans.getByText(/takes two people/)).toHaveCount(1, {
    timeout: 120_000,
  });
  await expect(plans.getByText('Waiting for approval')).toHaveCount(0);
  await keepScreenshot(page, 'maintenance-several-tables');

  // Those who approve are told what waits for them: of the run, and once of the batch.
  const approver = await signInAs('amara.okafor');
  // Links of the list: what has just come is shown in passing, too.
  const ofRun = approver.getByRole('link', {
    name: 'Maintenance of silver.orders waits for approval',
  });
  const ofBatch = approver.getByRole('link', {
    name: /Maintenance of (silver\.stock_levels|\d+ tables) waits for approval/,
  });
  await expect(async () => {
    await open(approver, '/notifications');
    await expect(ofRun).toBeVisible({ timeout: 15_000 });
    await expect(ofBatch).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 120_000 });
  await keepScreenshot(approver, 'maintenance-asked-for-approval');
  await ofRun.click();
  await expect(approver).toHaveURL(/show=maintenance&run=/);
  await expect(approver.getByText(/left\.parquet/)).toBeVisible();
  await keepScreenshot(approver, 'maintenance-second-person');
  await approver.getByRole('button', { name: 'Approve step 2' }).click();
  await approver
    .getByRole('button', { name: 'Approve the removal of 1 file' })
    .click();
  await expect(
    approver.getByText(/It worked: the score went from \d+ to \d+\./),
  ).toBeVisible({ timeout: 180_000 });
  await expect(
    approver
      .getByText(/approved by/)
      .filter({ hasText: 'Amara Okafor' })
      .first(),
  ).toBeVisible();
  await expect(approver.getByText('differs')).toHaveCount(0);
  await expectAccessible(approver, 'Finished run with all steps');
  await keepScreenshot(approver, 'maintenance-all-steps-done');

  // What was proposed together is found again, and what of it waits is approved there.
  await open(approver, LIST);
  await approver
    .getByRole('table', { name: /Batches/ })
    .getByRole('button', { name: `${tables} runs` })
    .click();
  await expect(
    approver.getByText(`1 run of ${tables} waits for approval.`),
  ).toBeVisible();
  await expectAccessible(approver, 'Batch');
  await keepScreenshot(approver, 'maintenance-batch');
  await approver.getByRole('button', { name: 'Approve what I may' }).click();
  await expect(
    approver.getByText(`All ${tables} runs have ended.`),
  ).toBeVisible({ timeout: 120_000 });
  await openUntil(page, LIST, page.getByText('Nothing is due'));
  await keepScreenshot(page, 'maintenance-nothing-due');
  const layout = page.getByText('File layout').first();
  await openUntil(page, `${ORDERS}/health`, layout);
  await expect(page.getByText(/1 file, 26 bytes/)).toHaveCount(0);

  const owner = await signInAs('mateo.silva');
  const notification = owner.getByRole('link', {
    name: 'Maintenance of silver.orders is done',
  });
  // It is sent after the run has ended, and the list need not learn of it.
  await openUntil(owner, '/notifications', notification);
  await keepScreenshot(owner, 'maintenance-notification');
  await notification.click();
  await expect(owner).toHaveURL(/show=maintenance&run=/);
  await expect(owner.getByText(/It worked: the score went/)).toBeVisible();
  await expect(owner.getByText('orders').first()).toBeVisible();
  await keepScreenshot(owner, 'maintenance-opened-by-owner');
});
