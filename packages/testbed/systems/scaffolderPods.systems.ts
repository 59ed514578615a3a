import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import {
  type KubernetesCluster,
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

/** A line of the removal: what stays, how large it is, and why. */
const STAYS = /stays {2}(\S+?)(?: \([^)]*\))?: /g;

describe('The templates for Kubernetes, on real pods', () => {
  let cluster: KubernetesCluster;
  let gate: ClusterGate;
  let portal: PortalProcess;
  let tasks: ScaffolderTasks;

  beforeAll(async () => {
    cluster = await startKubernetes({ level: 'pods' });
    for (const image of [
      await trinoImage('trinodb/trino:476'),
      await postgresImage('postgres:17.6'),
      await versityGatewayImage('versity/versitygw:v1.8.0'),
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
    const document = {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'Lakehouse',
      metadata: { name: 'sales' },
      spec: {
        ...{ owner: 'group:default/data', cluster: 'real' },
        storage: { type: 'versitygw', volume: '1Gi' },
        database: { type: 'postgres', volume: '1Gi' },
        trino: {
          ...{ version: 476, workers: 0 },
          coordinator: { cpu: 0.1, memory: '2Gi' },
        },
      },
    };
    // That of the form, which shows it first, and that of the other templates.
    const values = { cluster: 'real', document, preview: { document } };
    const first = await tasks.run('lakehouse-kubernetes', values);
    expect(first).toMatchObject({ status: 'completed', error: '' });
    for (const layer of ['bronze', 'silver', 'gold'])
      expect(first.log).toMatch(
        new RegExp(`passed +Drop the table: ${layer}\\.lakehouse_prove_`),
      );
    const second = await tasks.run('lakehouse-kubernetes', values);
    expect(second).toMatchObject({ status: 'completed', error: '' });
    expect(second.log).toContain('The cluster real has all of it already');

    const resized = {
      ...document,
      spec: {
        ...document.spec,
        trino: {
          ...document.spec.trino,
          workers: 1,
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
    expect(changed.log).toMatch(/passed +Run something on every one/);
    expect(await workers()).toHaveLength(1);

    // First what was applied, then its data too: each time there is left what was said, of every kind.
    for (const removeVolumes of [false, true]) {
      const removed = await tasks.run('lakehouse-kubernetes-remove', {
        ...{ cluster: 'real', document: resized, removeVolumes },
      });
      expect(removed).toMatchObject({ status: 'completed', error: '' });
      const stays = [...removed.log.matchAll(STAYS)].map(([, id]) => id).sort();
      expect(stays).toContain('Namespace/sales');
      expect(stays.some(id => id.startsWith('PersistentVolumeClaim/'))).toBe(
        !removeVolumes,
      );
      await untilThereIsOnly(stays.filter(id => id !== 'Namespace/sales'));
    }
  }, 1_500_000);

  async function workers(): Promise<object[]> {
    const { items } = await cluster.api.request<{ items: object[] }>(
      'GET',
      '/api/v1/namespaces/sales/pods?labelSelector=app.kubernetes.io%2Fcomponent%3Dworker',
    );
    return items;
  }

  /** Pods, and what belongs to them, end in their own time. */
  async function untilThereIsOnly(ids: string[]): Promise<void> {
    const deadline = Date.now() + 120_000;
    for (;;) {
      const found = await everythingIn(cluster, 'sales');
      if (Date.now() > deadline || isDeepStrictEqual(found, ids)) {
        expect(found).toEqual(ids);
        return;
      }
      await sleep(1_000);
    }
  }
});
