import { chromium, type Browser, type Page } from '@playwright/test';
import type { Report } from '../report/Report';
import { median } from '../report/statistics';
import type { BenchPortal } from './BenchPortal';

const ROUNDS = 9;
const WARM_UP = 2;
const FIRST_ROW = 'tr[data-index="0"] th a';

/**
 * The Lakehouse page in a real browser, with its caches warm: from the navigation to the first row with a name in it, for
 * the list of many tables and of few, in turns.
 */
export async function pageSection(
  report: Report,
  options: { many: BenchPortal; few: BenchPortal; chromiumPath: string },
): Promise<void> {
  const browser = await chromium.launch({
    executablePath: options.chromiumPath,
    args: ['--no-sandbox'],
  });
  try {
    const many = await openPage(browser, options.many, 10_000);
    const few = await openPage(browser, options.few, 50);
    const times = { many: [] as number[], few: [] as number[] };
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      const first = await firstRow(many, options.many);
      const second = await firstRow(few, options.few);
      if (round >= WARM_UP) {
        times.many.push(first);
        times.few.push(second);
      }
    }
    const rows = await many.locator('tr[data-index]').count();
    const [manyMs, fewMs] = [median(times.many), median(times.few)];
    report.line(
      `\nLakehouse page in Chromium ${browser.version()}, from the navigation to the first row (medians of ${ROUNDS} rounds in turns):`,
    );
    report.line(`      50 tables  ${fewMs.toFixed(0)} ms`);
    report.line(`  10,000 tables  ${manyMs.toFixed(0)} ms, ${rows} rows drawn`);
    report.goal({
      name: 'First rows of 10,000 tables, in the time that 50 take',
      measured: manyMs / fewMs,
      atMost: 1.2,
      unit: ' x',
    });
    report.goal({
      name: 'Rows in the document, of 10,000 tables',
      measured: rows,
      atMost: 100,
      unit: '',
    });
  } finally {
    await browser.close();
  }
}

/** A page of its own, which notes when the first row appears. */
async function openPage(
  browser: Browser,
  portal: BenchPortal,
  count: number,
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(selector => {
    const look = () => {
      if (document.querySelector(selector)?.textContent?.trim()) {
        (window as { firstRowMs?: number }).firstRowMs = performance.now();
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  }, FIRST_ROW);
  await firstRow(page, portal);
  // What is measured is the list of so many tables (and the large one), and no other.
  const rows = await page
    .locator('table[aria-rowcount]')
    .getAttribute('aria-rowcount');
  if (Number(rows) - 2 !== count) {
    throw new Error(`The list has ${rows} rows, not ${count} and two`);
  }
  return page;
}

async function firstRow(page: Page, portal: BenchPortal): Promise<number> {
  await page.goto(`${portal.url}/lakehouse`, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    () => (window as { firstRowMs?: number }).firstRowMs,
    undefined,
    { timeout: 60_000, polling: 'raf' },
  );
  return (await handle.jsonValue()) as number;
}
