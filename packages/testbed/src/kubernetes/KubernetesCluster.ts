import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerProcess } from '../processes';
import type { Certificates } from './Certificates';
import { readCertificate, writeKubeconfig } from './kubeconfig';
import { KubernetesApi, type KubernetesCredentials } from './KubernetesApi';
import type { KubernetesLevel } from './KubernetesLevel';
import type { LocalImage } from './images/LocalImage';
import type { PodsNode } from './pods/PodsNode';

const ACCOUNT_TIMEOUT_MS = 180_000;
const TOKEN_SECONDS = 24 * 3_600;

/** How a Kubernetes of the testbed came about. */
export interface KubernetesClusterParts {
  level: KubernetesLevel;
  api: KubernetesApi;
  adminToken: string;
  kubeconfig: string;
  certificates: Certificates;
  directory: string;
  /** In the order in which they were started. */
  processes: ServerProcess[];
  /** At the level `pods`. */
  node?: PodsNode;
}

/** Somebody whom the cluster knows. What they may do, roles say: without any, next to nothing. */
export interface KubernetesUser {
  credentials: KubernetesCredentials;
  /** Path of a kubeconfig; only we can read it. It goes with the cluster. */
  kubeconfig: string;
  /** As this user. */
  api: KubernetesApi;
}

/** A Kubernetes on the loopback interface, whose processes end with this one, however that ends. */
export class KubernetesCluster {
  readonly level: KubernetesLevel;
  /** `https://127.0.0.1:6443`. */
  readonly url: string;
  /** The authority that signed the server's certificate, in PEM. */
  readonly ca: string;
  /** Path of a kubeconfig by which one may do everything; only we can read it. */
  readonly kubeconfig: string;
  /** By which one may do everything. */
  readonly adminToken: string;
  readonly processes: readonly ServerProcess[];
  /** As the administrator. */
  readonly api: KubernetesApi;
  readonly #certificates: Certificates;
  readonly #directory: string;
  readonly #node: PodsNode | undefined;
  #namespaces = 0;
  #users = 0;

  constructor(parts: KubernetesClusterParts) {
    this.level = parts.level;
    this.url = parts.api.url;
    this.ca = parts.api.ca;
    this.kubeconfig = parts.kubeconfig;
    this.adminToken = parts.adminToken;
    this.processes = parts.processes;
    this.api = parts.api;
    this.#certificates = parts.certificates;
    this.#directory = parts.directory;
    this.#node = parts.node;
  }

  /** Paths of the logs, which outlive it. */
  get logFiles(): string[] {
    return this.processes.map(process => process.logFile);
  }

  /**
   * Makes a namespace for one test, in which pods can be made: with the service account `default`.
   *
   * @param labels - As those of Pod Security.
   * @returns Its name, which no other call gets: `test-1-…`.
   */
  async createNamespace(
    prefix: string = 'test',
    labels: Record<string, string> = {},
  ): Promise<string> {
    this.#namespaces += 1;
    // More than one process may share the cluster.
    const name = `${prefix}-${process.pid}-${this.#namespaces}`;
    await this.api.request('POST', '/api/v1/namespaces', {
      metadata: { name, labels },
    });
    const accounts = `/api/v1/namespaces/${name}/serviceaccounts`;
    if (this.level === 'api')
      // No controller makes it.
      await this.api.request('POST', accounts, {
        metadata: { name: 'default' },
      });
    else
      await this.api.until(
        `${accounts}/default`,
        () => true,
        ACCOUNT_TIMEOUT_MS,
      );
    return name;
  }

  /**
   * Somebody with a client certificate, valid for two days.
   *
   * @param groups - As roles are bound to them: `lakehouse-admins`.
   */
  async addUser(name: string, groups: string[] = []): Promise<KubernetesUser> {
    this.#users += 1;
    const paths = await this.#certificates.client(`user-${this.#users}`, {
      CN: name,
      ...(groups.length > 0 && { O: groups }),
    });
    return this.#user(await readCertificate(paths));
  }

  /** A service account that is made unless it is there, with a token that is valid for a day. */
  async addServiceAccount(
    namespace: string,
    name: string,
  ): Promise<KubernetesUser> {
    await this.api.applyServerSide(
      [{ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }],
      { manager: 'testbed' },
      namespace,
    );
    const { status } = await this.api.request<{ status: { token: string } }>(
      'POST',
      `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
      { spec: { expirationSeconds: TOKEN_SECONDS } },
    );
    this.#users += 1;
    return this.#user({ token: status.token }, namespace);
  }

  /**
   * Makes an image of files of this machine, and gives it to the node under its name: pods that ask for it find it there,
   * unless they insist on pulling it (`imagePullPolicy: Always`, which is the default for `latest`). An image of this name
   * that was there before is replaced.
   *
   * @throws Error at other levels than `pods`, where no image is ever looked at.
   */
  async loadImage(image: LocalImage): Promise<void> {
    if (!this.#node)
      throw new Error(
        `There is nothing that runs images at the level "${this.level}": use "pods"`,
      );
    await this.#node.loadImage(image);
  }

  /** Ends it, and removes what it kept. Logs stay. */
  async stop(): Promise<void> {
    this.#node?.stopProvisioning();
    await endProcesses(this.processes);
    await this.#node?.cleanUp();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #user(
    credentials: KubernetesCredentials,
    namespace?: string,
  ): Promise<KubernetesUser> {
    const { url, ca } = this;
    return {
      credentials,
      kubeconfig: await writeKubeconfig(
        join(this.#directory, `user-${this.#users}.kubeconfig`),
        { url, ca, credentials, namespace },
      ),
      api: new KubernetesApi(url, ca, credentials),
    };
  }
}

/** The last one started first: the others depend on those before them. */
export async function endProcesses(
  processes: readonly ServerProcess[],
): Promise<void> {
  for (const process of [...processes].reverse()) await process.stop();
}
