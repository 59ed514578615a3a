import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerProcess } from '../../processes';
import { buildKubernetes } from '../build/buildKubernetes';
import type { ControlPlane } from '../control-plane/startControlPlane';
import type { LocalImage } from '../images/LocalImage';
import type { Place } from '../Place';
import { untilNodeReady } from '../untilNodeReady';
import { createCgroup, removeCgroup } from './cgroups';
import { Containerd, PAUSE_IMAGE } from './Containerd';
import { NamespacePlace } from './NamespacePlace';
import { requirePodsMachine } from './requirePodsMachine';
import { dnsImage, startDns, untilDnsReady } from './startDns';
import { NODE_NAME, startKubelet, startKubeProxy } from './startKubelet';
import { VolumeProvisioner } from './VolumeProvisioner';

const NODE_READY_TIMEOUT_MS = 120_000;

/** A node with real pods, in namespaces of its own. */
export interface PodsNode {
  /** Where the whole cluster has to run. */
  place: Place;
  /** Makes this a node of the cluster, and waits until it takes pods and resolves names. */
  start(
    controlPlane: ControlPlane,
    started: (process: ServerProcess) => void,
  ): Promise<void>;
  loadImage(image: LocalImage): Promise<void>;
  /** Before the API server goes. */
  stopProvisioning(): void;
  /** When all processes have ended. */
  cleanUp(): Promise<void>;
}

/**
 * Makes the namespaces of a node, and starts its container runtime in them.
 *
 * @param started - Gets each process as soon as it runs.
 * @throws MissingPrerequisiteError that names what this machine lacks: Linux, root, containerd, runc, network plugins,
 * iptables, cgroups, namespaces.
 */
export async function preparePodsNode(
  directory: string,
  started: (process: ServerProcess) => void,
): Promise<PodsNode> {
  const plugins = await requirePodsMachine();
  // The longest name of a socket in it.
  if (join(directory, 'containerd/containerd.sock.ttrpc').length > 107)
    throw new Error(
      `The temporary folder ${tmpdir()} has too long a path for sockets in it: set TMPDIR to a shorter one`,
    );
  const program = await buildKubernetes('node');
  const pause = await buildKubernetes('pause');
  const dns = await dnsImage();
  const place = await NamespacePlace.create(directory, started);
  const cgroup = createCgroup();
  let provisioner: VolumeProvisioner | undefined;
  let containerd: Containerd | undefined;
  const runtime = () => {
    if (!containerd) throw new Error('The node has not started yet');
    return containerd;
  };
  return {
    place,
    async start(controlPlane, add) {
      const { api } = controlPlane;
      containerd = await Containerd.start({ directory, plugins, place }, add);
      await containerd.loadImage({
        name: PAUSE_IMAGE,
        files: { '/pause': pause },
        entrypoint: ['/pause'],
        user: { name: 'pause', uid: 65535, gid: 65535 },
      });
      const { socket } = containerd;
      add(await startKubelet(controlPlane, { program, socket, cgroup }));
      add(await startKubeProxy(controlPlane, program));
      await containerd.loadImage(dns);
      provisioner = new VolumeProvisioner(api, join(directory, 'volumes'));
      await provisioner.start();
      await startDns(api);
      await untilNodeReady(api, NODE_NAME, NODE_READY_TIMEOUT_MS);
      await untilDnsReady(api);
    },
    loadImage: image => runtime().loadImage(image),
    stopProvisioning: () => provisioner?.stop(),
    async cleanUp() {
      place.close();
      await removeCgroup(cgroup);
    },
  };
}
