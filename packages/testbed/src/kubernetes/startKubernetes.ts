import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerProcess } from '../processes';
import { endProcesses, KubernetesCluster } from './KubernetesCluster';
import type { KubernetesLevel } from './KubernetesLevel';
import { startControlPlane } from './startControlPlane';

/** What of a Kubernetes is wanted. */
export interface KubernetesOptions {
  level: KubernetesLevel;
}

/**
 * Starts a Kubernetes on the loopback interface and waits until it works. Its programs are built on first use, which takes
 * minutes: `withProgress` tells how that comes on. For a system of `npm run systems`: `kubeconfig`, `url` and `level` of the
 * cluster are its connection, and `stop()` is its end.
 *
 * @throws MissingPrerequisiteError without Go 1.25 or OpenSSL 3; Error with the end of a log when a part does not start: nothing is left then.
 */
export async function startKubernetes({
  level,
}: KubernetesOptions): Promise<KubernetesCluster> {
  const directory = await mkdtemp(join(tmpdir(), 'lakehouse-kubernetes-'));
  const processes: ServerProcess[] = [];
  const started = (process: ServerProcess) => void processes.push(process);
  try {
    const { api, kubeconfig } = await startControlPlane(directory, started);
    return new KubernetesCluster({
      ...{ level, api, kubeconfig, directory, processes },
    });
  } catch (error) {
    await endProcesses(processes);
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}
