import type { Page } from '@playwright/test';
import {
  expect,
  expectAccessible as expectAccessibleWithin,
  keepScreenshot,
  openUntil,
  test,
} from './portalPage';
import { waitForEntities } from './waitForEntities';

const TEMPLATE = '/create/templates/default/lakehouse-kubernetes';
/** Not the namespace. */
const NAME = /^Name(?!s)/;
const CLUSTERS = '**/api/kubernetes/clusters';
const PREVIEW = '**/api/lakehouse/blueprint/preview';

/** The form is ours; the page around it is Backstage's. */
const expectAccessible = (page: Page, what: string) =>
  expectAccessibleWithin(page, what, 'form');

async function openTemplate(page: Page): Promise<void> {
  // The form reads once which groups there are.
  await waitForEntities(
    page,
    'template:default/lakehouse-kubernetes',
    'group:default/web-analytics',
    'group:default/customer-data',
  );
  await openUntil(page, TEMPLATE, page.getByLabel(NAME));
}

async function next(page: Page, title: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^next$/i }).click();
  await expect(page.getByText(title).first()).toBeVisible();
}

async function answerFirstStep(page: Page, cluster?: string): Promise<void> {
  await page.getByLabel(NAME).fill('sales');
  await page.getByLabel(/^Owner/).fill('Web');
  await page.getByRole('option', { name: 'Web Analytics' }).first().click();
  if (cluster !== undefined) {
    await page.getByRole('button', { name: /Cluster/ }).click();
    await page.getByRole('option', { name: cluster }).click();
  }
}

async function goToPreview(page: Page, cluster?: string): Promise<void> {
  await openTemplate(page);
  await answerFirstStep(page, cluster);
  await next(page, 'Versity S3 gateway');
  await next(page, 'Version of Trino');
  await next(page, 'Who may see what');
  await next(page, 'Network policies');
  await next(page, 'Capacity and cost');
}

/** A group with a mask that is not for it, and a filter that is. */
async function giveAccess(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page.getByRole('button', { name: 'Add a column' }).click();
  const column = page.getByRole('group', { name: 'Column rule 1' });
  await column.getByLabel('Table', { exact: true }).fill('customers');
  await column.getByLabel('Column', { exact: true }).fill('email');
  await column.getByLabel('Mask').fill("'***'");
  // The box itself is hidden under the one that is drawn.
  await column.getByText('customer-data').click();
  await expect(column.getByRole('checkbox').first()).toBeChecked();
  await page.getByRole('button', { name: 'Add a row filter' }).click();
  const rows = page.getByRole('group', { name: 'Row filter 1' });
  await rows.getByLabel('Table', { exact: true }).fill('orders');
  await rows.getByLabel('Condition in SQL').fill("country = 'DE'");
}

async function withCluster(page: Page): Promise<void> {
  await page.route(CLUSTERS, route =>
    route.fulfill({
      json: { items: [{ name: 'prod', title: 'Production' }] },
    }),
  );
}

const OBJECT = {
  ...{ changes: [], conflicts: [], warnings: [] },
  namespace: 'sales',
};
const TRIED = {
  status: 'tried',
  applicable: false,
  unknownKinds: [],
  missingRights: [
    {
      message:
        'May not create or patch networkpolicies.networking.k8s.io in namespace "sales"',
      verbs: ['create', 'patch'],
      resource: 'networkpolicies.networking.k8s.io',
      namespace: 'sales',
      isOptional: false,
    },
  ],
  objects: [
    {
      ...OBJECT,
      ...{ id: 'Namespace/sales', kind: 'Namespace', name: 'sales' },
      action: 'unchanged',
    },
    {
      ...OBJECT,
      ...{ id: 'ConfigMap/sales/sales-trino-catalogs', kind: 'ConfigMap' },
      ...{ name: 'sales-trino-catalogs', action: 'update' },
      changes: [
        {
          path: '.data["lakehouse.properties"]',
          before: 'connector.name=hive',
          after: 'connector.name=iceberg',
        },
      ],
    },
    {
      ...OBJECT,
      ...{ id: 'Deployment.apps/sales/sales-trino', kind: 'Deployment' },
      ...{ name: 'sales-trino', action: 'conflict' },
      conflicts: [
        {
          field: '.spec.replicas',
          manager: 'kubectl-edit',
          message: 'conflict with "kubectl-edit"',
        },
      ],
      changes: [{ path: '.spec.replicas', before: 2, after: 1 }],
    },
    {
      ...OBJECT,
      ...{ id: 'Service/sales/sales-trino', kind: 'Service' },
      ...{ name: 'sales-trino', action: 'create' },
      changes: [{ path: '.spec.ports[0].port', after: 8080 }],
    },
  ],
};

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a lakehouse for Kubernetes is previewed without any cluster (${colorScheme})`, async ({
    page,
  }) => {
    test.setTimeout(480_000);
    await page.emulateMedia({ colorScheme });
    await openTemplate(page);
    await expect(page.getByText('The portal knows no cluster')).toBeVisible();
    await answerFirstStep(page);
    await keepScreenshot(page, `blueprint-name-${colorScheme}`);
    await next(page, 'Versity S3 gateway');
    await expectAccessible(page, `storage and catalog, ${colorScheme}`);
    await keepScreenshot(page, `blueprint-storage-${colorScheme}`);
    await page.getByRole('radio', { name: 'Hive Metastore' }).check();
    await expect(page.getByText('Version of Hive').first()).toBeVisible();
    await next(page, 'Version of Trino');
    await page.getByRole('button', { name: 'Add a database' }).click();
    await page.getByLabel('Name of the catalog').fill('shop');
    await page.getByLabel(/^Host(?! of)/).fill('shop-db.example.com');
    await page.getByLabel('Database', { exact: true }).fill('shop');
    await page.getByLabel(/^Secret with the login/).fill('shop-reader');
    await page.getByRole('button', { name: /Authentication/ }).click();
    await page.getByRole('option', { name: /^password/ }).click();
    await expectAccessible(page, `engine, ${colorScheme}`);
    await keepScreenshot(page, `blueprint-engine-${colorScheme}`);
    await next(page, 'Who may see what');
    await giveAccess(page);
    await expectAccessible(page, `access, ${colorScheme}`);
    await keepScreenshot(page, `blueprint-access-${colorScheme}`);
    await next(page, 'Network policies');
    await page.getByLabel(/^Store of External Secrets/).fill('vault');
    await expectAccessible(page, `surroundings, ${colorScheme}`);
    await keepScreenshot(page, `blueprint-surroundings-${colorScheme}`);
    await next(page, 'Capacity and cost');
    await expect(
      page.getByText(/objects for sales, for about €/),
    ).toBeVisible();
    await expectAccessible(page, `preview, overview, ${colorScheme}`);
    await keepScreenshot(page, `blueprint-overview-${colorScheme}`);
    for (const [tab, text] of [
      ['Capacity and cost', 'Sizes side by side'],
      ['Manifests', 'kustomization.yaml'],
      ['Lint findings', 'No findings'],
      ['Changes in the cluster', 'No cluster was chosen'],
    ]) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByText(text).first()).toBeVisible();
      await expectAccessible(page, `preview, ${tab}, ${colorScheme}`);
      await keepScreenshot(
        page,
        `blueprint-no-cluster-${tab
          .split(' ')[0]
          .toLowerCase()}-${colorScheme}`,
      );
    }
  });
}

test('the preview is used by keyboard: tabs by arrows and enter, files by enter, and the folder is downloaded', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await goToPreview(page);
  await page.getByRole('tab', { name: 'Overview' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Manifests' })).toBeFocused();
  await page.keyboard.press('Enter');
  const file = page.getByRole('button', { name: /^kustomization.yaml/ });
  await file.focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('region', { name: 'kustomization.yaml' }),
  ).toContainText('kind: Kustomization');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download as zip' }).press('Enter');
  expect((await download).suggestedFilename()).toBe('sales.zip');
});

test('a wrong answer is said beside its question, and the form does not go on', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openTemplate(page);
  await answerFirstStep(page);
  await page.getByLabel(NAME).fill('Sales!');
  await page.getByRole('button', { name: /^next$/i }).click();
  await expect(
    page.getByText(/Must be lower case letters, digits and dashes/).first(),
  ).toBeVisible();
  await keepScreenshot(page, 'blueprint-wrong-answer');
  await page.getByLabel(NAME).fill('sales');
  await next(page, 'Versity S3 gateway');
  await page.getByRole('radio', { name: 'Existing S3 bucket' }).check();
  await page.getByRole('radio', { name: 'Nessie' }).check();
  await page.getByLabel(/^Bucket/).fill('sales-data');
  await page.getByRole('button', { name: /^next$/i }).click();
  await expect(
    page.getByText(/nessie reads and writes the bucket too/).first(),
  ).toBeVisible();
  await page.getByLabel(/Secret with the keys/).fill('s3-keys');
  await next(page, 'Version of Trino');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a question that an answer asks for is checked, too, and reviewed by its title and in its words (${colorScheme})`, async ({
    page,
  }) => {
    test.setTimeout(360_000);
    await page.emulateMedia({ colorScheme });
    await openTemplate(page);
    await answerFirstStep(page);
    await next(page, 'Versity S3 gateway');
    await page.getByRole('button', { name: /Database of the catalog/ }).click();
    await page.getByRole('option', { name: /^CloudNativePG/ }).click();
    await page.getByLabel(/^Volume of the database/).fill('10 GB');
    await page.getByRole('button', { name: /^next$/i }).click();
    const volume = page
      .locator('.field-error')
      .filter({ has: page.getByLabel(/^Volume of the database/) });
    await expect(volume.last()).toContainText('Must be a whole number');
    await expectAccessible(page, `a wrong answer, ${colorScheme}`);
    await page.getByLabel(/^Volume of the database/).fill('10Gi');
    await next(page, 'Version of Trino');
    await page.getByLabel(/^Host of the ingress/).fill('trino.example.com');
    await page.getByLabel(/^Class of the ingress/).fill('nginx');
    await page.getByRole('button', { name: 'Add a database' }).click();
    await page.getByRole('button', { name: /^next$/i }).click();
    await expect(page.getByText(/^Row 1, host: /).last()).toBeVisible();
    await page.getByRole('button', { name: 'Remove database 1' }).click();
    await next(page, 'Who may see what');
    await next(page, 'Network policies');
    await page.getByText('Kafka (Strimzi)').click();
    await page.getByRole('button', { name: /Add-ons are delivered/ }).click();
    await page.getByRole('option', { name: 'Flux' }).click();
    await next(page, 'Capacity and cost');
    await page.getByRole('button', { name: /^review$/i }).click();
    for (const [question, answer] of [
      ['Object storage', 'Versity S3 gateway'],
      ['Database of the catalog', 'CloudNativePG, the operator'],
      ['Volume of the database', '10Gi'],
      ['Class of the ingress', 'nginx'],
      ['Add-ons are delivered by', 'Flux'],
    ]) {
      await expect(
        page.getByRole('row').filter({ hasText: question }).first(),
      ).toContainText(answer);
    }
    await expect(page.getByText('Namespace', { exact: true })).toHaveCount(0);
    await keepScreenshot(page, `blueprint-review-${colorScheme}`);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`what a cluster says: decisions first, then each object with its fields; and that it is being asked (${colorScheme})`, async ({
    page,
  }) => {
    test.setTimeout(360_000);
    await page.emulateMedia({ colorScheme });
    await withCluster(page);
    // For every request: the page may ask again.
    let answer = () => {};
    const mayAnswer = new Promise<void>(resolve => {
      answer = resolve;
    });
    await page.route(PREVIEW, async route => {
      await mayAnswer;
      await route.fulfill({ json: TRIED });
    });
    await goToPreview(page, 'Production (prod)');
    await page.getByRole('tab', { name: 'Changes in the cluster' }).click();
    await expect(
      page.getByText('The cluster tries every object without storing it …'),
    ).toBeVisible();
    await expectAccessible(page, `changes that load, ${colorScheme}`);
    await keepScreenshot(page, 'blueprint-changes-loading');
    answer();
    await expect(
      page.getByText('1 object would be created, 1 changed, 1 stays as it is.'),
    ).toBeVisible();
    await expect(
      page.getByText(/kubectl-edit has set .spec.replicas/),
    ).toBeVisible();
    await expect(
      page.getByText(/May not create or patch networkpolicies/),
    ).toBeVisible();
    await page.getByRole('button', { name: /Deployment.*sales-trino/ }).click();
    await expect(
      page.getByRole('region', { name: /Changes of Deployment/ }),
    ).toContainText('.spec.replicas');
    await expectAccessible(page, `changes, ${colorScheme}`);
    await keepScreenshot(page, `blueprint-changes-${colorScheme}`);
  });
}

test('what a cluster says: nothing, when it is not reached', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await withCluster(page);
  await page.route(PREVIEW, route =>
    route.fulfill({
      json: {
        status: 'not-tried',
        reason: 'unreachable',
        message: 'connect ECONNREFUSED 10.0.0.1:6443',
      },
    }),
  );
  await goToPreview(page, 'Production (prod)');
  await page.getByRole('tab', { name: 'Changes in the cluster' }).click();
  await expect(
    page.getByText("The cluster prod can't be reached."),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expectAccessible(page, 'a cluster that is not reached');
  await keepScreenshot(page, 'blueprint-changes-unreachable');
});
