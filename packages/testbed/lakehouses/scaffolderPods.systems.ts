import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { readLakehouse, renderLakehouse } from '@lakehouse-portal/blueprint';
import { stringify } from 'yaml';
import {
  hiveImage,
  type KubernetesCluster,
  nessieImage,
  postgresImage,
  startKubernetes,
  trinoImage,
  versityGatewayImage,
} from '../src/kubernetes';
import { everythingIn } from './kubernetes/everythingIn';
import { ClusterGate } from './scaffolder/ClusterGate';
import { PortalProcess } from './scaffolder/PortalProcess';
import { ScaffolderTasks } from './scaffolder/ScaffolderTasks';
import { stepsOfTemplate } from './scaffolder/stepsOfTemplate';

/** The document of a lakehouse of a single node, as small as Trino can be, in a namespace of its name. */
function lakehouse(name: string, spec: object = {}) {
  return {
    apiVersion: 'lakehouse-portal.io/v1alpha1',
    kind: 'Lakehouse',
    metadata: { name },
    spec: {
      ...{ owner: 'group:default/data', cluster: 'real' },
      storage: { type: 'versitygw', volume: '1Gi' },
      database: { type: 'postgres', volume: '1Gi' },
      trino: {
        ...{ version: 476, workers: 0 },
        coordinator: { cpu: 0.1, memory: '2Gi' },
      },
      ...spec,
    },
  };
}

/** A line of the removal: what stays, how large it is, and why. */
const STAYS = /stays {2}(\S+?)(?: \([^)]*\))?: /g;

describe('The templates for Kubernetes, on real pods', () => {
  let cluster: KubernetesCluster;
  let gate: ClusterGate;
  let portal: PortalProcess;
  let tasks: ScaffolderTasks;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    const { images } = renderLakehouse(
      readLakehouse(lakehouse('any'), 'any'),
    ).lakehouse;
    for (const image of [
      await trinoImage(images.trino),
      await postgresImage(images.postgres),
      await versityGatewayImage(images.versitygw),
      await hiveImage(images.hive),
      await nessieImage(images.nessie),
    ])
      await cluster.loadImage(image);
    gate = await ClusterGate.start(cluster);
    portal = await PortalProcess.start({
      clusters: [{ name: 'real', url: gate.url, token: cluster.adminToken }],
      templates: [
        // This portal has no lakehouse back end to register it with.
        stepsOfTemplate('lakehouse-kubernetes', 'register'),
        stepsOfTemplate('lakehouse-kubernetes-change'),
        stepsOfTemplate('lakehouse-kubernetes-remove'),
      ],
    });
    tasks = new ScaffolderTasks(portal.url, 500_000);
  }, 6_000_000);

  afterAll(async () => {
    await portal?.kill();
    gate?.stop();
    await cluster?.stop();
  });

  it('bring a lakehouse up from nothing, prove it through the API server, change nothing when run again, resize it as the document says, and take it away until only what they said is left', async () => {
    const document = lakehouse('sales');
    const values = valuesOf(document);
    const first = await tasks.run('lakehouse-kubernetes', values);
    expect(first).toMatchObject({ status: 'completed', error: '' });
    expectProved(first.log);
    const second = await tasks.run('lakehouse-kubernetes', values);
    expect(second).toMatchObject({ status: 'completed', error: '' });
    expect(second.log).toContain('The cluster real has all of it already');

    const resized = {
      ...document,
      spec: {
        ...document.spec,
        trino: {
          ...document.spec.trino,
          workers: 2,
          worker: { cpu: 0.1, memory: '2Gi' },
        },
      },
    };
    const change = { cluster: 'real', document: stringify(resized) };
    const shown = await tasks.run('lakehouse-kubernetes-change', {
      ...{ ...change, preview: true },
    });
    expect(shown).toMatchObject({ status: 'completed', error: '' });
    expect(shown.log).toMatch(/create +Deployment\.apps\/sales\/.*worker/);
    expect(await workers()).toEqual([]);
    const changed = await tasks.run('lakehouse-kubernetes-change', {
      ...{ ...change, preview: false, prove: true },
    });
    expect(changed).toMatchObject({ status: 'completed', error: '' });
    expect(changed.log).toMatch(/passed +Run something on every worker/);
    expect(await workers()).toHaveLength(2);

    // First what was applied, then its data too: each time there is left what was said, of every kind.
    for (const removeVolumes of [false, true]) {
      const stays = await remove(resized, removeVolumes);
      expect(stays.some(id => id.startsWith('PersistentVolumeClaim/'))).toBe(
        !removeVolumes,
      );
      await untilThereIsOnly('sales', stays);
    }
  }, 1_500_000);

  it.each(['hive', 'nessie'])(
    'bring a lakehouse with the catalog %s up from nothing, prove it, and take it away with its data',
    async type => {
      const name = `in-${type}`;
      const document = lakehouse(name, { catalog: { type } });
      const made = await tasks.run('lakehouse-kubernetes', valuesOf(document));
      expect(made).toMatchObject({ status: 'completed', error: '' });
      expectProved(made.log);
      await untilThereIsOnly(name, await remove(document, true));
    },
    900_000,
  );

  /** As the form has it, which shows it first, and as the other templates do. */
  function valuesOf(document: object) {
    return { cluster: 'real', document, preview: { document } };
  }

  function expectProved(log: string): void {
    for (const layer of ['bronze', 'silver', 'gold'])
      expect(log).toMatch(
        new RegExp(`passed +Drop the table: ${layer}\\.lakehouse_prove_`),
      );
  }

  /** Says what stays, besides the namespace. */
  async function remove(
    document: { metadata: { name: string } },
    removeVolumes: boolean,
  ): Promise<string[]> {
    const removed = await tasks.run('lakehouse-kubernetes-remove', {
      ...{ cluster: 'real', document, removeVolumes },
    });
    expect(removed).toMatchObject({ status: 'completed', error: '' });
    const stays = [...removed.log.matchAll(STAYS)].map(([, id]) => id).sort();
    const namespace = `Namespace/${document.metadata.name}`;
    expect(stays).toContain(namespace);
    return stays.filter(id => id !== namespace);
  }

  async function workers(): Promise<object[]> {
    const { items } = await cluster.api.request<{ items: object[] }>(
      'GET',
      '/api/v1/namespaces/sales/pods?labelSelector=app.kubernetes.io%2Fcomponent%3Dworker',
    );
    return items;
  }

  /** Pods, and what belongs to them, end in their own time. */
  async function untilThereIsOnly(
    namespace: string,
    ids: string[],
  ): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const found = await everythingIn(cluster, namespace);
      if (Date.now() > deadline || isDeepStrictEqual(found, ids)) {
        expect(found).toEqual(ids);
        return;
      }
      await sleep(1_000);
    }
  }
});
