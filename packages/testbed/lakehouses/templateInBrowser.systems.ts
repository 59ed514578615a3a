import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KubernetesCluster, startKubernetes } from '../src/kubernetes';
import type { DemoBrowser } from '../systems/demo/DemoBrowser';
import type { DemoPortal } from '../systems/demo/DemoPortal';
import { everythingIn } from './kubernetes/everythingIn';
import { ClusterGate } from './scaffolder/ClusterGate';
import type { ConfiguredCluster } from './scaffolder/PortalOptions';
import { openTemplateBrowser } from './template/openTemplateBrowser';
import { startKubernetesPortal } from './template/startKubernetesPortal';
import { TemplateInBrowser } from './template/TemplateInBrowser';

jest.setTimeout(400_000);

/**
 * What a person sees of "Lakehouse on Kubernetes" with a real API server and controllers. Their nodes are simulated: what only
 * pods that run can show is not seen here.
 */
describe('The template "Lakehouse on Kubernetes" in a browser', () => {
  let directory: string;
  let cluster: KubernetesCluster;
  let gate: ClusterGate;
  let clusters: ConfiguredCluster[];
  let portal: DemoPortal;
  let browser: DemoBrowser;
  let template: TemplateInBrowser;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'lakehouse-template-'));
    cluster = await startKubernetes({ level: 'controllers' });
    gate = await ClusterGate.start(cluster);
    const narrow = await cluster.addServiceAccount('default', 'narrow');
    const { token } = narrow.credentials as { token: string };
    const { adminToken } = cluster;
    clusters = [
      { name: 'real', url: gate.url, token: adminToken },
      { name: 'narrow', url: gate.url, token },
      // Nothing listens there.
      { name: 'gone', url: 'http://127.0.0.1:9', token: adminToken },
    ];
    portal = await startKubernetesPortal(directory, clusters);
    browser = await openTemplateBrowser(portal.url);
    template = new TemplateInBrowser(browser);
  }, 6_000_000);

  afterAll(async () => {
    await browser?.close();
    await portal?.stop();
    gate?.stop();
    await cluster?.stop();
    rmSync(directory, { recursive: true, force: true });
  }, 120_000);

  /** What axe finds in the form; around it the page is Backstage's. */
  async function look(name: string): Promise<void> {
    await browser.keep(name);
    expect(await browser.seriousFindings('form')).toEqual([]);
  }

  const countOf = async (path: string): Promise<number> =>
    (await cluster.api.request<{ items: object[] }>('GET', path)).items.length;
  const deployments = '/apis/apps/v1/namespaces/sales/deployments';

  it('leads from the form by a preview that the API server made to the objects in the cluster, with progress, through a kill -9 of the back end in the middle', async () => {
    await template.toPreview({ name: 'sales', cluster: 'real' });
    await template.changes(/Nothing is in the way.*objects can only be tried/);
    await template.shows(/\d+ objects would be created, 0 changed, 0 stay/);
    await look('preview-light');
    // A preview stores nothing.
    expect(await countOf(deployments)).toBe(0);

    const held = gate.holdAfter(8);
    await template.create();
    await held;
    await template.showLogs();
    await template.shows(/created .* \(\d+ of \d+\)/);
    await browser.keep('progress-light');
    const before = await everythingIn(cluster, 'sales');
    expect(before.length).toBeGreaterThan(3);
    await portal.kill();
    gate.open();
    const port = Number(new URL(portal.url).port);
    portal = await startKubernetesPortal(directory, clusters, port);
    await template.reopen();
    await template.showLogs();
    await template.shows(/objects made, 0 changed, \d+ as they were/, 120_000);
    const after = await everythingIn(cluster, 'sales');
    expect(after).toEqual(expect.arrayContaining(before));
    expect(await countOf(deployments)).toBe(1);
    // No Trino runs on simulated nodes: the proof says that it is not there, and what to do.
    await template.shows('Wait until everything is ready');
    await browser.keep('recovered-light');
  });

  it('says which field somebody else has set, and takes it over when that is ticked', async () => {
    // Before the form: when the scheme changes Backstage draws the page anew, and answers are lost.
    await browser.use('dark');
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
    await template.toPreview({ name: 'sales', cluster: 'real' });
    await template.changes(/kubectl-edit has set \.spec\.replicas/);
    await template.shows('It can not be applied like this.');
    await look('conflict-dark');
    await browser.page
      .getByText('Take it over', { exact: true })
      .first()
      .click();
    await template.shows(/Nothing else is in the way; 1 field of others/);
    await look('taken-over-dark');
    await template.create();
    await template.showLogs();
    await template.shows(/objects made, 1 changed, \d+ as they were/, 120_000);
    const { spec } = await cluster.api.request<{ spec: { replicas: number } }>(
      'GET',
      `${deployments}/sales-trino`,
    );
    expect(spec.replicas).toBe(1);
  });

  it('lists once which rights are missing, and that a cluster does not answer', async () => {
    await browser.use('light');
    await template.toPreview({ name: 'other', cluster: 'narrow' });
    await template.changes(/lack rights in the cluster/);
    await template.shows(/May not get, create or patch deployments\.apps/);
    expect(await template.text()).not.toContain('The cluster refuses');
    await look('rights-light');
    await template.toPreview({ name: 'other', cluster: 'gone' });
    await template.changes("The cluster gone can't be reached.");
    await template.shows(/ECONNREFUSED/);
    await look('unreachable-light');
  });
});
