import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';

/** Of the width for which the pages are designed. */
const VIEWPORT = { width: 1440, height: 900 };
/** For a page to come up, on a machine that does much else. */
const WAIT_MS = 120_000;
/** As text for the page: @axe-core/playwright itself can't be loaded in Jest, where a module has no `this`. */
const AXE = readFileSync(
  require.resolve('axe-core/axe.min.js', {
    paths: [dirname(require.resolve('@axe-core/playwright'))],
  }),
  'utf8',
);
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** They have no name, which is not ours to judge, and those of its graph come after all else. */
const SPINNERS_OF_BACKSTAGE = '.MuiCircularProgress-root';

/** What axe puts into a page. */
interface WithAxe {
  axe: {
    run(
      where: { include: string[][]; exclude: string[][] },
      options: object,
    ): Promise<{
      violations: Array<{
        id: string;
        impact?: string;
        nodes: Array<{ target: string[] }>;
      }>;
    }>;
  };
}

/** How a person may have set the browser. */
export type ColorScheme = 'light' | 'dark';

/** Chromium on the demo portal, signed in as its guest; keeps what went wrong, and pictures of all pages. */
export class DemoBrowser {
  /** Console errors, exceptions and answers that say something failed, with the page on which they happened. */
  readonly troubles: string[] = [];
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #options: DemoBrowserOptions;

  private constructor(
    browser: Browser,
    page: Page,
    options: DemoBrowserOptions,
  ) {
    this.#browser = browser;
    this.#page = page;
    this.#options = options;
    const note = (trouble: string) =>
      this.troubles.push(`${page.url()}: ${trouble}`);
    page.on('console', message => {
      if (message.type() === 'error') note(message.text());
    });
    page.on('pageerror', error => note(`exception: ${error.message}`));
    page.on('response', response => {
      if (response.status() >= 400) {
        note(`${response.status()} ${response.url()}`);
      }
    });
  }

  static async open(options: DemoBrowserOptions): Promise<DemoBrowser> {
    mkdirSync(options.screenshots, { recursive: true });
    const browser = await chromium.launch({
      executablePath: options.executablePath,
      // Containers have neither user namespaces nor a large /dev/shm.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    const context = await browser.newContext({
      viewport: VIEWPORT,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(WAIT_MS);
    return new DemoBrowser(browser, await context.newPage(), options);
  }

  get page(): Page {
    return this.#page;
  }

  async use(colorScheme: ColorScheme): Promise<void> {
    await this.#page.emulateMedia({ colorScheme });
  }

  /** Opens a page, and waits for texts that only what it shows has. */
  async visit(path: string, ...texts: Array<string | RegExp>): Promise<void> {
    await this.#page.goto(`${this.#options.url}${path}`);
    for (const text of texts) {
      await this.#page.locator('main').getByText(text).first().waitFor();
    }
    await this.#untilLoaded();
  }

  /** Cards of Backstage come one by one. */
  async #untilLoaded(): Promise<void> {
    await this.#page.waitForFunction(
      () =>
        document.querySelectorAll(
          'main [aria-busy="true"], main [role="progressbar"]',
        ).length === 0,
    );
  }

  /**
   * What axe finds serious or critical in what is shown.
   *
   * @param within - CSS selector of what is ours
   */
  async seriousFindings(within: string = 'main'): Promise<string[]> {
    await this.#page.evaluate(AXE);
    const { violations } = await this.#page.evaluate(
      ([selector, spinners, ...tags]) =>
        (window as unknown as WithAxe).axe.run(
          { include: [[selector]], exclude: [[spinners]] },
          { runOnly: { type: 'tag', values: tags } },
        ),
      [within, SPINNERS_OF_BACKSTAGE, ...TAGS],
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ target }) => target.join(' '))
            .join(', ')}`,
      );
  }

  /** Keeps a picture of the whole page, and of its upper part for the documentation when that is asked for. */
  async keep(name: string): Promise<void> {
    await this.#page.evaluate(() => document.fonts.ready.then(() => undefined));
    await this.#page.screenshot({
      path: join(this.#options.screenshots, `${name}.png`),
      fullPage: true,
    });
    const { documentation } = this.#options;
    if (documentation?.names.includes(name)) {
      await this.#page.screenshot({
        path: join(documentation.directory, `demo-${name}.png`),
      });
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** Where the browser is, what it looks at, and where pictures go. */
export interface DemoBrowserOptions {
  /** Of the portal. */
  url: string;
  executablePath: string;
  screenshots: string;
  /** Pictures of these names are kept there too, as high as a window. */
  documentation?: { directory: string; names: string[] };
}
