import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { StackReport } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  customResourceDefinitions,
  type KubernetesCluster,
  type KubernetesObject,
  startKubernetes,
} from '../src/kubernetes';
import { FluxDelivery } from './gitops/FluxDelivery';
import { exampleObject, templateWithPublishStep } from './gitops/gitopsPage';
import { PortalProcess } from './scaffolder/PortalProcess';
import { ScaffolderTasks } from './scaffolder/ScaffolderTasks';
import { stepsOfTemplate } from './scaffolder/stepsOfTemplate';

/** That of docs/gitops.md. */
const NAME = 'sales';
const NODE = { cpu: 0.1, memory: '2Gi' };

describe('A lakehouse that Git delivers', () => {
  let cluster: KubernetesCluster;
  let flux: FluxDelivery;
  let portal: PortalProcess;
  let tasks: ScaffolderTasks;
  let repository: string;

  beforeAll(async () => {
    repository = await mkdtemp(join(tmpdir(), 'lakehouse-gitops-'));
    cluster = await startKubernetes({ level: 'controllers' });
    flux = await FluxDelivery.start(cluster);
    const nobody = await cluster.addServiceAccount('default', 'nobody');
    const { token } = nobody.credentials as { token: string };
    const { url, ca, adminToken } = cluster;
    portal = await PortalProcess.start({
      clusters: [
        { name: 'real', url, ca, token: adminToken },
        // The same, by an account that may do nothing there.
        { name: 'not-ours', url, ca, token },
      ],
      templates: [
        templateWithPublishStep(),
        stepsOfTemplate('lakehouse-kubernetes-register'),
      ],
      lakehouse: true,
      published: repository,
    });
    tasks = new ScaffolderTasks(portal.url, 300_000);
  }, 6_000_000);

  afterAll(async () => {
    await portal?.kill();
    await flux?.stop();
    await cluster?.stop();
    await rm(repository, { recursive: true, force: true });
  });

  const publish = (workers: number) => {
    const document = {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name: NAME },
      spec: {
        ...{ owner: 'group:default/data', cluster: 'not-ours', size: 'small' },
        trino: { coordinator: NODE, worker: NODE, workers },
      },
    };
    return tasks.run('lakehouse-kubernetes', {
      ...{ name: NAME, cluster: 'not-ours', delivery: 'git' },
      preview: { document, takeOwnership: [] },
    });
  };

  const registration = {
    ...{ cluster: 'real', name: NAME, namespace: '', wait: 4 },
    ...{ prove: false, lab: false, trinoUrl: '' },
  };

  const workers = `/apis/apps/v1/namespaces/${NAME}/deployments/${NAME}-trino-worker`;

  async function stack(): Promise<Extract<StackReport, { status: 'read' }>> {
    const response = await fetch(
      `${portal.url}/api/lakehouse/lakehouses/${NAME}/stack`,
      { headers: { authorization: mockCredentials.user.header() } },
    );
    const report = (await response.json()) as StackReport;
    if (report.status !== 'read') throw new Error(JSON.stringify(report));
    return report;
  }

  /** What is otherwise than the document says, or not there. */
  const drift = async () =>
    (await stack()).objects.filter(({ state }) => state !== 'as-rendered');

  it('goes into a pull request without any right in the cluster, is applied by Flux, and is found, waited for and registered by its name; its state is read from the cluster', async () => {
    const published = await publish(2);
    expect(published).toMatchObject({
      ...{ status: 'completed', error: '' },
      output: {
        links: [
          {
            title: 'Open the pull request',
            url: `https://git.example.com/pull/lakehouse-${NAME}`,
          },
        ],
      },
    });
    expect(await readdir(join(repository, 'lakehouses', NAME))).toEqual(
      expect.arrayContaining(['kustomization.yaml', 'trino.yaml']),
    );

    const task = await tasks.start(
      'lakehouse-kubernetes-register',
      registration,
    );
    await until(async () =>
      (
        await tasks.events(task)
      ).some(({ body }) =>
        body.message.includes(`Waiting for the ConfigMap ${NAME}-document`),
      ),
    );
    await flux.push('clusters', repository);
    const kustomization = exampleObject('Kustomization');
    await cluster.api.applyServerSide([kustomization], { manager: 'jo' });
    await flux.untilReady(kustomization.metadata.name, 240_000);
    const registered = await tasks.result(task);
    expect(registered).toMatchObject({ status: 'completed', error: '' });
    expect(registered.log).toContain(
      `system:default/${NAME} is registered, read through http://${NAME}-trino.${NAME}.svc:8080`,
    );

    expect((await stack()).document).toContain(`name: ${NAME}`);
    expect(await drift()).toEqual([]);
  }, 600_000);

  it('is changed by Git: what is merged is applied and registered again, and what somebody sets by hand is named with who it was', async () => {
    await publish(3);
    await flux.push('clusters', repository);
    await flux.untilReady(`lakehouse-${NAME}`, 240_000);
    await cluster.api.until<Deployment>(
      workers,
      ({ spec, status }) => spec.replicas === 3 && status?.readyReplicas === 3,
      60_000,
    );
    expect(
      await tasks.run('lakehouse-kubernetes-register', registration),
    ).toMatchObject({ status: 'completed', error: '' });
    expect(await drift()).toEqual([]);

    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
          metadata: { name: `${NAME}-trino-worker`, namespace: NAME },
          spec: { replicas: 5 },
        } as KubernetesObject,
      ],
      { manager: 'by-hand', force: true },
    );
    expect(await drift()).toMatchObject([
      {
        name: `${NAME}-trino-worker`,
        state: 'drifted',
        fields: [{ path: '.spec.replicas', managers: ['by-hand'] }],
      },
    ]);
  }, 600_000);

  it('goes with its Kustomization, and its namespace with it', async () => {
    const kustomization = exampleObject('Kustomization');
    await cluster.api.request(
      'DELETE',
      await cluster.api.pathOf(kustomization),
    );
    await cluster.api.untilGone(`/api/v1/namespaces/${NAME}`, 180_000);
    const { error } = await tasks.run('lakehouse-kubernetes-register', {
      ...registration,
      wait: 0,
    });
    expect(error).toContain(
      `The namespace ${NAME} of real has no ConfigMap ${NAME}-document`,
    );
  }, 600_000);

  it('is an Application that the definitions of Argo CD take', async () => {
    const application = exampleObject('Application');
    await cluster.api.applyServerSide(
      [
        {
          ...{ apiVersion: 'v1', kind: 'Namespace' },
          metadata: { name: application.metadata.namespace! },
        },
        ...(await customResourceDefinitions('argo-cd')),
      ],
      { manager: 'argo-cd' },
    );
    let accepted: KubernetesObject[] = [];
    await until(async () => {
      accepted = await cluster.api.applyServerSide([application], {
        ...{ manager: 'jo', dryRun: true },
      });
      return true;
    });
    expect(accepted).toMatchObject([{ spec: application.spec }]);
  }, 120_000);
});

/** Asks until it is so; an error of the last time is thrown on. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let left = 300; ; left--) {
    try {
      if (await isSo()) return;
      if (left === 0) throw new Error('It did not become so');
    } catch (error) {
      if (left === 0) throw error;
    }
    await sleep(200);
  }
}

interface Deployment {
  spec: { replicas: number };
  status?: { readyReplicas?: number };
}
