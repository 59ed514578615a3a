import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerProcess } from '../../processes';
import type { Kwok } from '../build/buildKwok';
import type { ControlPlane } from '../control-plane/startControlPlane';
import { freePorts } from '../../processes/freePorts';
import { readCertificate, writeKubeconfig } from '../kubeconfig';
import { untilNodeReady } from '../untilNodeReady';

const START_TIMEOUT_MS = 120_000;
/** Each in a zone of its own. */
const ZONES = ['a', 'b', 'c'];
const CAPACITY = {
  ...{ cpu: '8', memory: '32Gi', pods: '110' },
  // Every kubelet tells it; pods that ask for it would wait forever.
  'ephemeral-storage': '100Gi',
};

/**
 * Starts kwok beside a control plane with controllers, and makes three nodes with 8 CPUs and 32 GiB each, and a default
 * storage class whose volumes are simulated too. Waits until the nodes are ready.
 *
 * @param started - Gets the process as soon as it runs.
 * @throws Error with the end of its log when it does not start.
 */
export async function startSimulatedNodes(
  controlPlane: ControlPlane,
  kwok: Kwok,
  started: (process: ServerProcess) => void,
): Promise<void> {
  const { api, certificates, directory, place } = controlPlane;
  const [port] = await freePorts(1);
  const kubeconfig = await writeKubeconfig(join(directory, 'kwok.kubeconfig'), {
    ...{ url: api.url, ca: api.ca },
    credentials: await readCertificate(
      await certificates.client('kwok', { O: 'system:masters', CN: 'kwok' }),
    ),
  });
  started(
    await place.start({
      name: 'kwok',
      command: kwok.program,
      args: [
        ...[`--kubeconfig=${kubeconfig}`, '--manage-all-nodes=true'],
        ...[`--server-address=127.0.0.1:${port}`, `--config=${kwok.stages}`],
        // Without leases a node is taken for lost after 50 s, and what runs on it for gone.
        '--node-lease-duration-seconds=40',
      ],
      isReady: async () => {
        const response = await fetch(`http://127.0.0.1:${port}/healthz`);
        await response.body?.cancel();
        return response.ok;
      },
      timeoutMs: START_TIMEOUT_MS,
      stopSignal: 'SIGKILL',
    }),
  );
  const storageClass = await readFile(kwok.storageClass, 'utf8');
  const [, name] = /^ {2}name: (\S+)$/m.exec(storageClass)!;
  await api.request(
    'PATCH',
    `/apis/storage.k8s.io/v1/storageclasses/${name}?fieldManager=testbed`,
    storageClass,
  );
  for (const zone of ZONES)
    await api.request('POST', '/api/v1/nodes', simulatedNode(zone));
  for (const zone of ZONES)
    await untilNodeReady(api, `node-${zone}`, START_TIMEOUT_MS);
}

function simulatedNode(zone: string): object {
  const name = `node-${zone}`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake' },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'topology.kubernetes.io/region': 'testbed',
        'topology.kubernetes.io/zone': zone,
      },
    },
    status: { capacity: CAPACITY, allocatable: CAPACITY },
  };
}
