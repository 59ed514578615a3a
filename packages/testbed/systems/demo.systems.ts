import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { DemoBrowser, type ColorScheme } from './demo/DemoBrowser';
import { DemoPortal } from './demo/DemoPortal';
import { startDemo, type Demo } from './demo/startDemo';
// The same Chromium as that of `npm run test:browser`.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { findChromium } from '../../../scripts/portal/findChromium';

const ROOT = join(__dirname, '../../..');
/** Every run leaves pictures of all pages here. */
const SCREENSHOTS = join(
  ROOT,
  'node_modules/.lakehouse-portal/demo-screenshots',
);
/** With LAKEHOUSE_DOCS_IMAGES=1, these are written into the documentation. */
const DOCUMENTED = {
  directory: join(ROOT, 'docs/images'),
  names: ['table-light', 'snapshots-light', 'sources-light', 'commits-dark'],
};

const TABLE = '/catalog/default/resource/demo.lab.orders';

/** What docs/lab.md says one sees, seen: the command, the app-config that it prints, and every page in Chromium. */
describe('The demo lakehouse in the portal', () => {
  let directory: string;
  let demo: Demo;
  let portal: DemoPortal;
  let browser: DemoBrowser;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-demo-'));
    demo = await startDemo(join(directory, 'runtime'));
    for (const sql of [
      'CREATE OR REPLACE VIEW rest.lab.large_orders AS SELECT * FROM rest.lab.orders WHERE totalprice > 300000',
      'CREATE SCHEMA nessie.shop',
      "CREATE TABLE nessie.shop.orders WITH (partitioning = ARRAY['month(orderdate)']) AS SELECT * FROM tpch.tiny.orders WHERE orderdate < DATE '1993-01-01'",
      "INSERT INTO nessie.shop.orders SELECT * FROM tpch.tiny.orders WHERE orderdate >= DATE '1998-01-01'",
      'ALTER TABLE nessie.shop.orders ADD COLUMN channel varchar',
      "UPDATE nessie.shop.orders SET channel = 'telephone' WHERE orderpriority = '1-URGENT'",
    ]) {
      await demo.trino.query(sql);
    }
    const configs = ['printed.yaml', 'more.yaml'].map(name =>
      join(directory, name),
    );
    writeFileSync(configs[0], demo.appConfig);
    writeFileSync(configs[1], stringify(moreConnections(demo)));
    portal = await DemoPortal.start({
      data: join(directory, 'data'),
      configs,
      environment: demo.environment,
    });
    browser = await DemoBrowser.open({
      url: portal.url,
      executablePath: findChromium(),
      screenshots: SCREENSHOTS,
      documentation:
        process.env.LAKEHOUSE_DOCS_IMAGES === '1' ? DOCUMENTED : undefined,
    });
    await untilListed();
  }, 1_800_000);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
    await demo?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Scans and the software catalog take some seconds. What pages say meanwhile is looked at by other tests. */
  async function untilListed(): Promise<void> {
    const deadline = Date.now() + 600_000;
    for (const path of [
      TABLE,
      '/catalog/default/resource/demo.lab.large_orders',
      '/catalog/default/resource/commits.shop.orders',
      '/catalog/default/resource/through-trino.lab.orders',
    ]) {
      for (;;) {
        await browser.visit(path);
        const tab = browser.page
          .getByText('lab.')
          .or(browser.page.getByText('shop.orders'));
        const seen = await tab
          .first()
          .waitFor({ timeout: 5_000 })
          .then(() => true)
          .catch(() => false);
        if (seen) break;
        if (Date.now() > deadline) throw new Error(`${path} does not come up`);
      }
    }
    await browser.visit('/lakehouse', 'click_events');
    await browser.page
      .getByText(/is being read for the first time/)
      .waitFor({ state: 'hidden', timeout: 300_000 });
    browser.troubles.length = 0;
  }

  describe.each<[ColorScheme]>([['light'], ['dark']])('in %s', scheme => {
    beforeAll(() => browser.use(scheme));

    /** Opens a page, and asks of it what is asked of each. */
    async function look(
      name: string,
      path: string,
      texts: Array<string | RegExp>,
      act: () => Promise<void> = async () => {},
    ): Promise<void> {
      await browser.visit(path, ...texts);
      await act();
      await browser.keep(`${name}-${scheme}`);
      expect(await browser.seriousFindings()).toEqual([]);
      expect(browser.troubles).toEqual([]);
    }

    // eslint-disable-next-line jest/expect-expect -- what it calls expects
    it.each<[string, string, Array<string | RegExp>]>([
      [
        'lakehouses',
        '/lakehouse',
        ['List of tables', 'Health by owner', 'click_events'],
      ],
      ['overview', '/catalog/default/system/demo', ['Health of the tables']],
      ['schema', '/catalog/default/resource/demo.lab/tables', ['customers']],
      [
        'table',
        `${TABLE}/table`,
        [/15,265 rows before deletes/, 'channel', 'month(orderdate)'],
      ],
      [
        'snapshots',
        `${TABLE}/snapshots`,
        ['overwrite', '2 of 2 snapshots', '+15,000 rows'],
      ],
      [
        'health',
        `${TABLE}/health`,
        ['8 position delete files', 'Fold in deletes'],
      ],
      [
        'view',
        '/catalog/default/resource/demo.lab.large_orders',
        ['lab.large_orders is a view'],
      ],
      [
        'commits',
        '/catalog/default/resource/commits.shop.orders/snapshots',
        ['History, kept by Nessie', /Create ICEBERG_TABLE shop\.orders/],
      ],
      [
        'through-trino-table',
        '/catalog/default/resource/through-trino.lab.orders/table',
        [/15,265 rows before deletes/, /not told by what this table is read/],
      ],
      [
        'through-trino-snapshots',
        '/catalog/default/resource/through-trino.lab.orders/snapshots',
        ['overwrite', '2 of 2 snapshots'],
      ],
      [
        'through-trino-health',
        '/catalog/default/resource/through-trino.lab.orders/health',
        ['8 position delete files', 'Fold in deletes'],
      ],
    ])('%s', look);

    // eslint-disable-next-line jest/expect-expect -- what it calls expects
    it.each([
      ['sources', 'demo', /Read the metadata of lab\./],
      ['sources-nessie', 'commits', /Read the metadata of shop\.orders/],
      ['sources-trino', 'through-trino', /Reads lab\..* metadata tables/],
    ])(
      '%s with their state, and the connection tested hop by hop',
      async (name, lakehouse, end) => {
        await look(
          name,
          `/catalog/default/system/${lakehouse}/lakehouse`,
          ['Last read completely', 'List tables'],
          async () => {
            const { page } = browser;
            await page
              .getByRole('button', { name: /Test the connection/ })
              .first()
              .click();
            await page.getByText('The connection works.').waitFor();
            await page.getByText(end).first().waitFor();
            const sources = page.getByRole('region', {
              name: 'Sources',
              exact: true,
            });
            await sources.scrollIntoViewIfNeeded();
          },
        );
      },
    );
  });
});

/** Nessie, and the tables of the demo once more through Trino. */
function moreConnections({ connections }: Demo): object {
  const { nessie, s3, trino } = connections;
  return {
    lakehouse: {
      connections: {
        commits: {
          type: 'nessie',
          title: 'Commits',
          uri: new URL('/', nessie.apiUrl).href,
          warehouses: `s3://${s3.bucket}/nessie`,
          storage: {
            stores: {
              testbed: {
                endpoint: s3.endpoint,
                region: s3.region,
                accessKeyId: s3.accessKeyId,
                secretAccessKey: s3.secretAccessKey,
              },
            },
          },
        },
        'through-trino': {
          type: 'trino',
          title: 'Through Trino',
          trino: { server: trino.url, user: 'portal', catalog: 'rest' },
        },
      },
    },
  };
}
