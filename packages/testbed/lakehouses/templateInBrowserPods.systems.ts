import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type KubernetesCluster,
  postgresImage,
  startKubernetes,
  trinoImage,
  versityGatewayImage,
} from '../src/kubernetes';
import type { DemoBrowser } from '../systems/demo/DemoBrowser';
import type { DemoPortal } from '../systems/demo/DemoPortal';
import { everythingIn } from './kubernetes/everythingIn';
import { ClusterGate } from './scaffolder/ClusterGate';
import type { ConfiguredCluster } from './scaffolder/PortalOptions';
import { LakehouseInBrowser } from './template/LakehouseInBrowser';
import { openTemplateBrowser } from './template/openTemplateBrowser';
import { startKubernetesPortal } from './template/startKubernetesPortal';
import { TemplateInBrowser } from './template/TemplateInBrowser';
import { TrinoBalancer } from './template/TrinoBalancer';

/** Trino has to start on two cores, beside a browser. */
const PROVED_MS = 900_000;
/** A tab that asks the cluster. */
const TAB_MS = 120_000;
const SCHEMES = ['light', 'dark'] as const;

/** From the form to the page of the lakehouse, as a person goes. */
describe('The template "Lakehouse on Kubernetes" in a browser, with real pods', () => {
  let directory: string;
  let cluster: KubernetesCluster;
  let gate: ClusterGate;
  let balancer: TrinoBalancer;
  let clusters: ConfiguredCluster[];
  let portal: DemoPortal;
  let browser: DemoBrowser;
  let template: TemplateInBrowser;
  let lakehouse: LakehouseInBrowser;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-template-'));
    cluster = await startKubernetes({ level: 'pods' });
    for (const image of [
      await trinoImage('trinodb/trino:476'),
      await postgresImage('postgres:17.6'),
      await versityGatewayImage('versity/versitygw:v1.8.0'),
    ])
      await cluster.loadImage(image);
    gate = await ClusterGate.start(cluster);
    balancer = await TrinoBalancer.start(cluster, 'sales');
    clusters = [{ name: 'real', url: gate.url, token: cluster.adminToken }];
    portal = await startKubernetesPortal(directory, clusters);
    browser = await openTemplateBrowser(portal.url);
    template = new TemplateInBrowser(browser);
    lakehouse = new LakehouseInBrowser(browser);
  }, 6_000_000);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
    balancer?.stop();
    gate?.stop();
    await cluster?.stop();
    rmSync(directory, { recursive: true, force: true });
  }, 300_000);

  it('brings a lakehouse up through a kill -9 of the back end in the middle of the apply, proves it, and leads to its page', async () => {
    await template.toPreview({
      ...{ name: 'sales', cluster: 'real', version: '476' },
      trinoUrl: balancer.url,
    });
    await template.changes('Nothing is in the way.');
    const held = gate.holdAfter(8);
    await template.create();
    await held;
    const before = await everythingIn(cluster, 'sales');
    await portal.kill();
    gate.open();
    const port = Number(new URL(portal.url).port);
    portal = await startKubernetesPortal(directory, clusters, port);
    await template.reopen();
    const link = await template.done('Open sales', PROVED_MS);
    await browser.keep('pods-finished-light');
    const after = await everythingIn(cluster, 'sales');
    expect(after).toEqual(expect.arrayContaining(before));
    // Each once, whatever was made before and after.
    expect(after.filter(id => /^(Deployment|StatefulSet)\./.test(id))).toEqual([
      'Deployment.apps/sales/sales-trino',
      'StatefulSet.apps/sales/sales-postgres',
      'StatefulSet.apps/sales/sales-storage',
    ]);

    await link.click();
    await template.shows('Health of the tables', 120_000);
    await browser.keep('pods-entity-light');
    expect(await browser.seriousFindings()).toEqual([]);
  }, 1_800_000);

  // What follows looks around in the lakehouse that is there now.
  it('shows the pods of Trino as running in the tab Kubernetes', async () => {
    await lakehouse.openTab('Kubernetes');
    for (const scheme of SCHEMES) {
      await browser.use(scheme);
      await template.reopen();
      // Three that run, and those of jobs that have made the secrets, the bucket and the tables of the catalog.
      await template.shows(/^[6-9] pods$/, TAB_MS);
      expect(await lakehouse.podsOf('real', 'sales-trino Deployment')).toEqual([
        expect.stringMatching(/^ ?sales-trino-\S+ Running OK 1\/1 /),
      ]);
      // All of it is Backstage's, and so is what axe finds in it.
      await browser.keep(`pods-kubernetes-${scheme}`);
    }
  }, 300_000);

  it('compares the cluster with the document in the tab Stack, advises, and says who has scaled Trino to none', async () => {
    const lookAt = async (name: string) => {
      for (const scheme of SCHEMES) {
        await browser.use(scheme);
        await template.reopen();
        await template.shows(/Stack doctor: \d+ findings/, TAB_MS);
        await browser.keep(`${name}-${scheme}`);
        expect(await browser.seriousFindings()).toEqual([]);
      }
    };
    await lakehouse.openTab('Stack');
    await lookAt('pods-stack');
    await template.shows(/All \d+ objects are as the document says/);
    await template.shows(/all are ready/);
    await template.shows(/Trino 476 is \d+ releases behind/);

    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
          metadata: { name: 'sales-trino', namespace: 'sales' },
          spec: { replicas: 0 },
        },
      ],
      { manager: 'kubectl-edit', force: true },
    );
    await browser.page.getByRole('button', { name: 'Look again' }).click();
    await template.shows(/1 of \d+ objects is not as the document/, TAB_MS);
    await template.shows(/1 is not ready/);
    await template.shows('is scaled to 0 instead of 1 pod');
    expect(await template.text()).toMatch(/\.spec\.replicas 0 1 kubectl-edit/);
    await lookAt('pods-stack-drift');
  }, 300_000);
});
