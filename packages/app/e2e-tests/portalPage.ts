import { AxeBuilder } from '@axe-core/playwright';
import {
  expect,
  test as base,
  type Locator,
  type Page,
} from '@playwright/test';

/**
 * A test with a page whose console errors, uncaught exceptions and failed requests fail it.
 */
export const test = base.extend<{ page: Page }>({
  page: async ({ page }, provide) => {
    const troubles: string[] = [];
    page.on('console', message => {
      if (message.type() === 'error') {
        troubles.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', error => troubles.push(`exception: ${error.message}`));
    page.on('response', response => {
      if (response.status() >= 500) {
        troubles.push(`${response.status()} ${response.url()}`);
      }
    });
    await provide(page);
    expect(troubles, 'console errors, exceptions and failed requests').toEqual(
      [],
    );
  },
});

/** Opens a path of the portal, signed in. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(
    page.getByRole('link', { name: 'Lakehouse' }).first(),
  ).toBeVisible();
}

/**
 * Opens a path until something is to be seen there: a portal that has just started has not read all tables yet, and
 * pages that are open need not learn of it.
 */
export async function openUntil(
  page: Page,
  path: string,
  shown: Locator,
): Promise<void> {
  await expect(async () => {
    await open(page, path);
    await expect(shown).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 180_000 });
}

/** Has a page that is open drawn in the light or in the dark, and waits until it is. */
export async function changeColorScheme(
  page: Page,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('body')).toHaveAttribute(
    'data-theme-mode',
    colorScheme,
  );
}

/** Waits until no colour or place is on its way to another one. */
async function waitForTransitions(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(animation => !(animation instanceof CSSTransition)),
  );
}

/** Fails when axe finds something serious or critical in what we draw. Backstage's own frame is left out. */
export async function expectAccessible(
  page: Page,
  what: string,
  // The page of a template has no `main`.
  within = 'main',
): Promise<void> {
  // Half-way from one colour to another, contrast is that of neither.
  await waitForTransitions(page);
  const results = await new AxeBuilder({ page })
    .include(within)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const serious = results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({
      id,
      targets: nodes.slice(0, 5).map(node => node.target.join(' ')),
    }));
  expect(serious, `${what}: what axe finds serious`).toEqual([]);
}

/** Keeps a picture of the whole page as an artifact: `test-results/screenshots/<name>.png`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({
    path: `test-results/screenshots/${name}.png`,
    fullPage: true,
  });
}

export { expect };
