import { rm } from 'node:fs/promises';
import type { ServerProcess } from '../processes';
import type { KubernetesApi } from './KubernetesApi';
import type { KubernetesLevel } from './KubernetesLevel';

/** How a Kubernetes of the testbed came about. */
export interface KubernetesClusterParts {
  level: KubernetesLevel;
  api: KubernetesApi;
  kubeconfig: string;
  directory: string;
  /** In the order in which they were started. */
  processes: ServerProcess[];
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
  readonly #directory: string;
  #namespaces = 0;

  constructor(parts: KubernetesClusterParts) {
    this.level = parts.level;
    this.url = parts.api.url;
    this.ca = parts.api.ca;
    this.kubeconfig = parts.kubeconfig;
    this.adminToken = parts.api.token;
    this.processes = parts.processes;
    this.api = parts.api;
    this.#directory = parts.directory;
  }

  /** Paths of the logs, which outlive it. */
  get logFiles(): string[] {
    return this.processes.map(process => process.logFile);
  }

  /**
   * Makes a namespace for one test, in which pods can be made: with the service account `default`.
   *
   * @returns Its name, which no other call gets: `test-1-…`.
   */
  async createNamespace(prefix: string = 'test'): Promise<string> {
    this.#namespaces += 1;
    // More than one process may share the cluster.
    const name = `${prefix}-${process.pid}-${this.#namespaces}`;
    await this.api.request('POST', '/api/v1/namespaces', {
      metadata: { name },
    });
    // No controller makes it.
    await this.api.request(
      'POST',
      `/api/v1/namespaces/${name}/serviceaccounts`,
      { metadata: { name: 'default' } },
    );
    return name;
  }

  /** Ends it, and removes what it kept. Logs stay. */
  async stop(): Promise<void> {
    await endProcesses(this.processes);
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** The last one started first: the others depend on those before them. */
export async function endProcesses(
  processes: readonly ServerProcess[],
): Promise<void> {
  for (const process of [...processes].reverse()) await process.stop();
}
