import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, type ServerProcess } from '../../processes';
import { POD_ADDRESSES } from '../control-plane/addresses';
import { imageReference } from '../images/imageReference';
import type { LocalImage } from '../images/LocalImage';
import { writeImageLayout } from '../images/writeImageLayout';
import type { Place } from '../Place';
import { podsPath } from './requirePodsMachine';

const IMPORT_TIMEOUT_MS = 600_000;
const KNOWN_TIMEOUT_MS = 30_000;
/** The first quarter of the addresses is the only node's. */
const NODE_POD_ADDRESSES = POD_ADDRESSES.replace('/16', '/24');

/** Of the image that holds the namespaces of each pod. */
export const PAUSE_IMAGE = 'localhost/pause:1';

/** The container runtime of a node. Its images and containers are in a folder of its own. */
export class Containerd {
  /** @param plugins - The folder of the network plugins. */
  static async start(
    options: { directory: string; plugins: string; place: Place },
    started: (process: ServerProcess) => void,
  ): Promise<Containerd> {
    const directory = join(options.directory, 'containerd');
    const network = join(directory, 'network');
    await mkdir(network, { recursive: true });
    await writeFile(
      join(network, '10-pods.conflist'),
      JSON.stringify(networkConfiguration(directory)),
    );
    const containerd = new Containerd(directory);
    const configuration = join(directory, 'config.toml');
    await writeFile(
      configuration,
      containerdConfiguration(
        { directory, network, plugins: options.plugins },
        containerd,
      ),
    );
    started(
      await options.place.start({
        name: 'containerd',
        command: 'containerd',
        args: ['--config', configuration],
        // There is no way to a registry, nor should a proxy of this machine be one.
        env: {
          HTTP_PROXY: '',
          HTTPS_PROXY: '',
          http_proxy: '',
          https_proxy: '',
        },
        isReady: async () => (await containerd.#ctr(['version'])).length > 0,
        stopSignal: 'SIGKILL',
      }),
    );
    return containerd;
  }

  /** Of its API. */
  readonly socket: string;
  readonly #directory: string;
  #images = 0;

  private constructor(directory: string) {
    this.#directory = directory;
    this.socket = join(directory, 'containerd.sock');
  }

  /** Makes an image, and waits until pods can have it. */
  async loadImage(image: LocalImage): Promise<void> {
    const reference = imageReference(image.name);
    this.#images += 1;
    const layout = join(this.#directory, `image-${this.#images}`);
    try {
      await writeImageLayout(layout, image);
      await runCommand(
        '/bin/sh',
        [
          '-c',
          'tar --create --file=- --directory="$1" . | ctr --address "$2" --namespace k8s.io images import --snapshotter overlayfs -',
          ...['import', layout, this.socket],
        ],
        { env: environment(), timeoutMs: IMPORT_TIMEOUT_MS },
      );
    } finally {
      await rm(layout, { recursive: true, force: true });
    }
    await this.#untilKnown(reference);
  }

  /** The part of it that speaks with the kubelet learns of an image by an event, and marks it then. */
  async #untilKnown(reference: string): Promise<void> {
    const deadline = Date.now() + KNOWN_TIMEOUT_MS;
    for (;;) {
      const listed = await this.#ctr(['images', 'list', `name==${reference}`]);
      if (listed.includes('io.cri-containerd.image=managed')) return;
      if (Date.now() > deadline)
        throw new Error(
          `containerd does not know the image ${reference} after ${KNOWN_TIMEOUT_MS} ms:\n${listed}`,
        );
      await sleep(50);
    }
  }

  #ctr(args: string[]): Promise<string> {
    return runCommand(
      'ctr',
      ['--address', this.socket, '--namespace', 'k8s.io', ...args],
      { env: environment(), timeoutMs: 30_000 },
    );
  }
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: podsPath() };
}

function containerdConfiguration(
  options: { directory: string; network: string; plugins: string },
  { socket }: Containerd,
): string {
  const { directory, network, plugins } = options;
  const text = JSON.stringify;
  return `version = 2
root = ${text(join(directory, 'root'))}
state = ${text(join(directory, 'state'))}
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
  address = ${text(socket)}
[plugins."io.containerd.internal.v1.opt"]
  path = ${text(join(directory, 'opt'))}
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${text(PAUSE_IMAGE)}
  # Not everywhere may root make itself less likely to be ended when memory is short.
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = ${text(plugins)}
    conf_dir = ${text(network)}
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
`;
}

function networkConfiguration(directory: string): object {
  return {
    cniVersion: '0.4.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'pods0',
        isGateway: true,
        ipMasq: true,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(directory, 'addresses'),
          ranges: [[{ subnet: NODE_POD_ADDRESSES }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}
