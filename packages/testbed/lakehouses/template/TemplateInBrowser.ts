import type { Locator, Page } from '@playwright/test';
import type { DemoBrowser } from '../../systems/demo/DemoBrowser';

const FORM = '/create/templates/default/lakehouse-kubernetes';
/** A step of the form and what only it shows. */
const STEPS = [
  'Versity S3 gateway',
  'Version of Trino',
  'Who may see what',
  'Network policies',
  'Capacity and cost',
];
const STEP_MS = 30_000;
const TASK = /\/create\/tasks\/[0-9a-f-]{36}/;

/** What a person answers; everything else stays as the form has it. */
export interface Answers {
  name: string;
  /** As the form lists it. */
  cluster: string;
  /** Of Trino. */
  version?: string;
  trinoUrl?: string;
}

/** The template "Lakehouse on Kubernetes", as somebody with a browser goes through it. */
export class TemplateInBrowser {
  constructor(readonly browser: DemoBrowser) {}

  get page(): Page {
    return this.browser.page;
  }

  /** From the first question to the preview. The software catalog may know neither the template nor its owner yet. */
  async toPreview(answers: Answers): Promise<void> {
    const { page } = this;
    const owner = page.getByRole('option', { name: 'Web Analytics' }).first();
    const deadline = Date.now() + 120_000;
    do await this.browser.visit(FORM);
    while (
      !(await this.#isOffered(owner, answers.name)) &&
      Date.now() < deadline
    );
    await owner.click();
    await page.getByRole('button', { name: /Cluster/ }).click();
    await page.getByRole('option', { name: answers.cluster }).click();
    for (const text of STEPS) {
      await this.#next(text);
      if (text !== 'Version of Trino') continue;
      if (answers.version)
        await page
          // Its buttons, which make it more or less, have the label too.
          .getByRole('textbox', { name: 'Version of Trino' })
          .fill(answers.version);
      if (answers.trinoUrl)
        await page
          .getByLabel(/^Address at which the portal reaches Trino/)
          .fill(answers.trinoUrl);
    }
  }

  /** The form reads once which groups there are: one that is not among them is only in a form that is opened later. */
  async #isOffered(owner: Locator, name: string): Promise<boolean> {
    const field = this.page.getByLabel(/^Name(?!s)/);
    if (!(await isShown(field, 10_000))) {
      return false;
    }
    await field.fill(name);
    await this.page.getByLabel(/^Owner/).fill('Web');
    return isShown(owner, 10_000);
  }

  async #next(text: string): Promise<void> {
    await this.page.getByRole('button', { name: /^next$/i }).click();
    await this.shows(text);
  }

  /** Opens what the cluster says to all of it, and waits until it has been asked. */
  async changes(text: string | RegExp): Promise<void> {
    await this.page
      .getByRole('tab', { name: 'Changes in the cluster' })
      .click();
    await this.shows(text);
  }

  /** From the preview through the review to the page of the task. */
  async create(): Promise<void> {
    await this.page.getByRole('button', { name: /^review$/i }).click();
    await this.page.getByRole('button', { name: /^create$/i }).click();
    await this.page.waitForURL(TASK, { timeout: STEP_MS });
  }

  /** What the steps of a task have said. */
  async showLogs(): Promise<void> {
    await this.page.getByRole('button', { name: /^show logs$/i }).click();
  }

  /**
   * The link that a task shows when it is done.
   *
   * @throws Error with what the page says, where the task fails or takes too long
   */
  async done(link: string, timeout: number): Promise<Locator> {
    const found = this.page.getByRole('link', { name: link });
    const failed = this.page.getByRole('alert').filter({ hasText: 'Error' });
    if (!(await isShown(found.or(failed).first(), timeout)))
      throw new Error(`No ${link} yet: ${await this.text()}`);
    if (!(await found.isVisible()))
      throw new Error(`The task failed: ${await this.text()}`);
    return found;
  }

  /** Opens the page where it is once more, as somebody does whose portal was gone. */
  async reopen(): Promise<void> {
    await this.page.reload();
  }

  async shows(text: string | RegExp, timeout: number = STEP_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout });
  }

  /** What a person reads on the page, without how it is laid out. */
  async text(): Promise<string> {
    return (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
  }
}

function isShown(locator: Locator, timeout: number): Promise<boolean> {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}
