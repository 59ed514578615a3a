import type { DemoBrowser } from '../../systems/demo/DemoBrowser';

/** Plugins load their code when they are first opened, beside a Trino on two cores. */
const OPENED_MS = 60_000;

/** The page of a lakehouse that the template has made, as somebody with a browser looks around in it. */
export class LakehouseInBrowser {
  constructor(readonly browser: DemoBrowser) {}

  /** By its link, as a person goes; the page of the lakehouse is open. */
  async openTab(title: string): Promise<void> {
    await this.browser.page
      .getByRole('link', { name: title, exact: true })
      .click();
  }

  /**
   * Rows of the tab Kubernetes, which is open, with the pods of a workload. The plugin shows first how many there are: a
   * cluster, and a workload in it, are folded, and what is folded is not in the page.
   *
   * @param cluster - as the portal calls it
   * @param workload - its name and kind: `sales-trino Deployment`
   * @returns what a person reads: name, phase, status, how many containers are ready
   */
  async podsOf(cluster: string, workload: string): Promise<string[]> {
    await this.#unfold(`${cluster} Cluster`);
    await this.#unfold(workload);
    const { page } = this.browser;
    const pods = page
      .getByRole('row')
      .filter({ hasText: `${workload.split(' ')[0]}-` });
    await pods.first().waitFor({ timeout: OPENED_MS });
    return (await pods.allInnerTexts()).map(text => text.replace(/\s+/g, ' '));
  }

  async #unfold(name: string): Promise<void> {
    await this.browser.page
      // Only what can be folded out; in a workload is another button of the same name, for its YAML.
      .getByRole('button', { name, expanded: false })
      .and(this.browser.page.locator('[aria-expanded]'))
      .click({ timeout: OPENED_MS });
  }
}
