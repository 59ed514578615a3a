import {
  type KubernetesCluster,
  postgresImage,
  startKubernetes,
  trinoImage,
  versityGatewayImage,
} from '../src/kubernetes';
import { ClusterGate } from './scaffolder/ClusterGate';
import { PortalProcess } from './scaffolder/PortalProcess';
import { ScaffolderTasks } from './scaffolder/ScaffolderTasks';
import { stepsOfTemplate } from './scaffolder/stepsOfTemplate';

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

  it('bring a lakehouse up from nothing, prove it through the API server, change nothing when run again, and take it away with its data', async () => {
    const values = {
      cluster: 'real',
      document: {
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
      },
    };
    const first = await tasks.run('lakehouse-kubernetes', values);
    expect(first).toMatchObject({ status: 'completed', error: '' });
    for (const layer of ['bronze', 'silver', 'gold'])
      expect(first.log).toMatch(
        new RegExp(`passed +Drop the table: ${layer}\\.lakehouse_prove_`),
      );
    const second = await tasks.run('lakehouse-kubernetes', values);
    expect(second).toMatchObject({ status: 'completed', error: '' });
    expect(second.log).toContain('The cluster real has all of it already');
    const removed = await tasks.run('lakehouse-kubernetes-remove', {
      ...values,
      removeVolumes: true,
    });
    expect(removed).toMatchObject({ status: 'completed', error: '' });
    for (const kind of ['secrets', 'persistentvolumeclaims']) {
      const { items } = await cluster.api.request<{ items: object[] }>(
        'GET',
        `/api/v1/namespaces/sales/${kind}`,
      );
      expect({ kind, items }).toEqual({ kind, items: [] });
    }
    // They end in their own time.
    await cluster.api.until<{ items: object[] }>(
      '/api/v1/namespaces/sales/pods',
      ({ items }) => items.length === 0,
      120_000,
    );
  }, 1_500_000);
});
