import { request } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { PassThrough } from 'node:stream';
import {
  Exec,
  KubeConfig,
  PortForward,
  type V1Status,
} from '@kubernetes/client-node';
import type { KubernetesCluster, KubernetesObject } from '../../src/kubernetes';

const WAIT_MS = 180_000;

/** What tests look at. */
export interface Pod {
  metadata: { name: string; uid: string };
  status: {
    phase: string;
    containerStatuses?: {
      ready: boolean;
      restartCount: number;
      state: { waiting?: { reason: string; message?: string } };
      lastState: { terminated?: { exitCode: number; reason: string } };
    }[];
  };
}

/** Whether all containers are. */
export function isReady({ status }: Pod): boolean {
  return status.containerStatuses?.every(({ ready }) => ready) ?? false;
}

/** What the first container waits for. */
export function waiting({
  status,
}: Pod): { reason: string; message?: string } | undefined {
  return status.containerStatuses?.[0].state.waiting;
}

/** A namespace with real pods, for one test; the restricted profile is enforced in it. */
export class PodsNamespace {
  static async create(cluster: KubernetesCluster): Promise<PodsNamespace> {
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig);
    const name = await cluster.createNamespace('pods', {
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    return new PodsNamespace(cluster, name, config);
  }

  /** One that somebody else makes. */
  static of(cluster: KubernetesCluster, name: string): PodsNamespace {
    const config = new KubeConfig();
    config.loadFromFile(cluster.kubeconfig);
    return new PodsNamespace(cluster, name, config);
  }

  readonly #forwards: Server[] = [];

  private constructor(
    readonly cluster: KubernetesCluster,
    readonly name: string,
    readonly config: KubeConfig,
  ) {}

  apply(...objects: KubernetesObject[]): Promise<KubernetesObject[]> {
    return this.cluster.api.applyServerSide(
      objects,
      { manager: 'portal' },
      this.name,
    );
  }

  /** The path of something in it, as `pods/web/log`. */
  core(path: string): string {
    return `/api/v1/namespaces/${this.name}/${path}`;
  }

  log(pod: string, query: string = ''): Promise<string> {
    return this.cluster.api.request(
      'GET',
      this.core(`pods/${pod}/log${query}`),
    );
  }

  /** Where it does not come to that, the log of the pod says why. */
  async untilPod(name: string, isGood: (pod: Pod) => boolean): Promise<Pod> {
    try {
      return await this.cluster.api.until<Pod>(
        this.core(`pods/${name}`),
        isGood,
        WAIT_MS,
      );
    } catch (error) {
      const log = await this.log(name, '?tailLines=50').catch(String);
      throw new Error(`${(error as Error).message}\nIts log:\n${log}`);
    }
  }

  /** What a program in the container `main` printed, and how it ended. */
  async exec(
    pod: string,
    command: string[],
  ): Promise<{ status: V1Status; stdout: string; stderr: string }> {
    const output = { stdout: '', stderr: '' };
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    stdout.on('data', chunk => {
      output.stdout += chunk;
    });
    stderr.on('data', chunk => {
      output.stderr += chunk;
    });
    const status = await new Promise<V1Status>((resolve, reject) => {
      new Exec(this.config)
        .exec(
          ...([this.name, pod, 'main', command, stdout, stderr] as const),
          ...([null, false, resolve] as const),
        )
        .catch(reject);
    });
    return { status, ...output };
  }

  /** A port of this machine that is a port of a pod. */
  async forward(pod: string, port: number): Promise<string> {
    const forwarding = new PortForward(this.config);
    const server = createServer(socket => {
      forwarding
        .portForward(this.name, pod, [port], socket, null, socket)
        .catch(error => socket.destroy(error));
      socket.once('error', () => socket.destroy());
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
    this.#forwards.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async remove(): Promise<void> {
    for (const server of this.#forwards) server.close();
    await this.cluster.api.request('DELETE', `/api/v1/namespaces/${this.name}`);
  }
}

/** By a connection of its own. */
export function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.once('end', () => resolve(text));
      response.once('error', reject);
    })
      .once('error', reject)
      .end();
  });
}
