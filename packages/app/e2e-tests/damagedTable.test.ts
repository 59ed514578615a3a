import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const ENTITY = '/catalog/default/resource/retail.bronze.payments_raw';

/** Damages a data file of bronze.payments_raw as a disk does. Returns what mends it. */
function damageFile(): () => void {
  const bronze = join(
    process.env.LAKEHOUSE_PORTAL_DATA ?? '',
    'example/retail/warehouse/bronze',
  );
  const folder = readdirSync(bronze).find(name =>
    name.startsWith('payments_raw'),
  );
  const data = join(bronze, folder ?? 'payments_raw', 'data');
  const [file] = readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.parquet'))
    .sort()
    .map(name => join(data, name));
  const bytes = readFileSync(file);
  const half = Math.floor(bytes.length / 2);
  writeFileSync(file, Buffer.from(bytes).fill(0x5a, 4, half));
  return () => writeFileSync(file, bytes);
}

/** Plans maintenance of the table anew, proposes all of it, and approves it. */
async function runMaintenance(page: Page): Promise<void> {
  await open(page, `${ENTITY}/maintenance?plan=new`);
  await page.getByRole('button', { name: 'Propose this run' }).click();
  await page.getByRole('button', { name: /^Approve steps? / }).click();
}

test('a run that meets a damaged file fails, and says so in a sentence; once it is mended, the next one works, and is rolled back by its button', async ({
  page,
}) => {
  test.setTimeout(600_000);
  await waitForEntities(page, 'resource:default/retail.bronze.payments_raw');
  await openUntil(
    page,
    `${ENTITY}/maintenance?plan=new`,
    page.getByRole('button', { name: 'Propose this run' }),
  );

  const mend = damageFile();
  try {
    await runMaintenance(page);
    const failed = page.getByText('The run failed.');
    await expect(failed).toBeVisible({ timeout: 120_000 });
    const reason = failed.locator('..');
    await expect(reason).toContainText('The rows cannot be written');
    // Of the engine's statement, nobody has written a word.
    await expect(reason).not.toContainText(/SELECT|read_parquet|LINE \d/);
    await expectAccessible(page, 'Failed run');
    await keepScreenshot(page, 'maintenance-failed');
  } finally {
    mend();
  }

  await runMaintenance(page);
  await expect(page.getByText(/It worked/)).toBeVisible({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Roll back to before…' }).click();
  const asked = page.getByRole('dialog');
  await expect(asked).toContainText('A rollback makes snapshot');
  await expectAccessible(page, 'Rollback', '[role=dialog]');
  await keepScreenshot(page, 'maintenance-rollback-asked');
  await asked.getByRole('button', { name: 'Roll back', exact: true }).click();
  await expect(page.getByText('The run was rolled back.')).toBeVisible({
    timeout: 120_000,
  });
  // Who did it is named as the catalog names them.
  await expect(page.getByText(/Rolled back by Guest/)).toBeVisible();
  await expectAccessible(page, 'Run that was rolled back');
  await keepScreenshot(page, 'maintenance-rolled-back');
});
