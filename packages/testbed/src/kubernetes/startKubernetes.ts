import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStartTime, type ServerProcess } from '../processes';
import { buildKwok } from './build/buildKwok';
import { startControlPlane } from './control-plane/startControlPlane';
import { startControllers } from './controllers/startControllers';
import { startSimulatedNodes } from './controllers/startSimulatedNodes';
import { endProcesses, KubernetesCluster } from './KubernetesCluster';
import type { KubernetesLevel } from './KubernetesLevel';
import { THIS_MACHINE } from './Place';
import { preparePodsNode, type PodsNode } from './pods/PodsNode';

const FOLDER = 'lakehouse-kubernetes';

/** What of a Kubernetes is wanted. */
export interface KubernetesOptions {
  level: KubernetesLevel;
}

/**
 * Starts a Kubernetes that listens on the loopback interface only, and waits until it works. Its programs are built on first
 * use, which takes minutes: `withProgress` tells how that comes on.
 *
 * @throws MissingPrerequisiteError without Go 1.25 or OpenSSL 3, and at the level `pods` for whatever else it needs (see
 * {@link preparePodsNode}); Error with the end of a log when a part does not start: nothing is left then.
 */
export async function startKubernetes({
  level,
}: KubernetesOptions): Promise<KubernetesCluster> {
  await removeAbandoned();
  const directory = await mkdtemp(join(tmpdir(), `${FOLDER}-${process.pid}-`));
  const processes: ServerProcess[] = [];
  const started = (process: ServerProcess) => void processes.push(process);
  let node: PodsNode | undefined;
  try {
    const kwok = level === 'controllers' ? await buildKwok() : undefined;
    if (level === 'pods') node = await preparePodsNode(directory, started);
    const controlPlane = await startControlPlane(
      directory,
      node?.place ?? THIS_MACHINE,
      started,
    );
    if (level !== 'api') await startControllers(controlPlane, started);
    if (kwok) await startSimulatedNodes(controlPlane, kwok, started);
    await node?.start(controlPlane, started);
    const { api, adminToken, kubeconfig, certificates } = controlPlane;
    return new KubernetesCluster({
      ...{ level, api, adminToken, kubeconfig, certificates },
      ...{ directory, processes, node },
    });
  } catch (error) {
    node?.stopProvisioning();
    await endProcesses(processes);
    await node?.cleanUp();
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Folders of ours whose process was killed: everything else of it ended with it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, pid] = new RegExp(`^${FOLDER}-(\\d+)-`).exec(name) ?? [];
    if (!pid || processStartTime(Number(pid)) !== undefined) continue;
    const path = join(tmpdir(), name);
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory() && found.uid === process.getuid?.())
      await rm(path, { recursive: true, force: true });
  }
}
