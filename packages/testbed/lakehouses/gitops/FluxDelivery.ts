import { createHash } from 'node:crypto';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildKustomizeController,
  customResourceDefinitions,
  type KubernetesCluster,
  type KubernetesObject,
} from '../../src/kubernetes';
import { freePorts } from '../../src/processes/freePorts';
import { runCommand, ServerProcess } from '../../src/processes';

const NAMESPACE = 'flux-system';
const MANAGER = 'source-controller';

/**
 * Flux's own kustomize-controller beside a cluster. What its source-controller would do, which is to fetch a Git repository
 * and to serve it as an archive, is done here: there is no Git server.
 */
export class FluxDelivery {
  readonly #cluster: KubernetesCluster;
  readonly #controller: ServerProcess;
  readonly #archives = new Map<string, Buffer>();
  readonly #server: Server;
  readonly #directory: string;

  static async start(cluster: KubernetesCluster): Promise<FluxDelivery> {
    const program = await buildKustomizeController();
    const definitions = [
      ...(await customResourceDefinitions('flux-source')),
      ...(await customResourceDefinitions('flux-kustomize')),
    ];
    await cluster.api.applyServerSide(definitions, { manager: 'flux' });
    for (const { metadata } of definitions)
      await cluster.api.until<Definition>(
        `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata.name}`,
        ({ status }) =>
          status?.conditions?.some(
            ({ type, status: is }) => type === 'Established' && is === 'True',
          ) ?? false,
        60_000,
      );
    await cluster.api.applyServerSide(
      [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }],
      { manager: 'flux' },
    );
    const directory = await mkdtemp(join(tmpdir(), 'lakehouse-flux-'));
    const [metrics, health] = await freePorts(2);
    const controller = await ServerProcess.start({
      name: 'kustomize-controller',
      command: program,
      args: [
        ...['--watch-all-namespaces=true', '--enable-leader-election=false'],
        ...[`--metrics-addr=127.0.0.1:${metrics}`, '--events-addr='],
        ...[`--health-addr=127.0.0.1:${health}`, '--log-level=info'],
      ],
      env: {
        ...{ KUBECONFIG: cluster.kubeconfig, RUNTIME_NAMESPACE: NAMESPACE },
        TMPDIR: directory,
      },
      cwd: directory,
      isReady: async () => {
        const response = await fetch(`http://127.0.0.1:${health}/readyz`);
        await response.body?.cancel();
        return response.ok;
      },
    });
    const delivery = new FluxDelivery(cluster, controller, directory);
    await new Promise<void>(resolve =>
      delivery.#server.listen(0, '127.0.0.1', resolve),
    );
    return delivery;
  }

  private constructor(
    cluster: KubernetesCluster,
    controller: ServerProcess,
    directory: string,
  ) {
    this.#cluster = cluster;
    this.#controller = controller;
    this.#directory = directory;
    this.#server = createServer((request, response) => {
      const archive = this.#archives.get(request.url ?? '');
      response.writeHead(archive ? 200 : 404).end(archive);
    });
  }

  /**
   * A commit: what is in the folder now is what the repository has.
   *
   * @param repository - Name of the GitRepository.
   */
  async push(repository: string, folder: string): Promise<void> {
    const file = join(this.#directory, 'archive.tar.gz');
    await runCommand('tar', ['-C', folder, '-czf', file, '.'], {
      timeoutMs: 60_000,
    });
    const archive = await readFile(file);
    const digest = createHash('sha256').update(archive).digest('hex');
    const path = `/${digest}.tar.gz`;
    this.#archives.set(path, archive);
    const { port } = this.#server.address() as AddressInfo;
    const revision = `main@sha1:${digest.slice(0, 40)}`;
    const now = new Date().toISOString();
    const object = {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: repository, namespace: NAMESPACE },
    };
    const [{ metadata }] = await this.#cluster.api.applyServerSide(
      [
        {
          ...object,
          spec: { interval: '1m', url: 'https://git.example.com/clusters' },
        } as KubernetesObject,
      ],
      { manager: MANAGER },
    );
    const generation = (metadata as { generation?: number }).generation ?? 1;
    await this.#cluster.api.request(
      'PATCH',
      `${await this.#cluster.api.pathOf(
        object,
      )}/status?fieldManager=${MANAGER}&force=true`,
      JSON.stringify({
        ...object,
        status: {
          artifact: {
            ...{ digest: `sha256:${digest}`, lastUpdateTime: now, revision },
            path: path.slice(1),
            size: archive.length,
            url: `http://127.0.0.1:${port}${path}`,
          },
          observedGeneration: generation,
          conditions: [
            {
              ...{ type: 'Ready', status: 'True', reason: 'Succeeded' },
              message: `stored artifact for revision '${revision}'`,
              ...{ lastTransitionTime: now, observedGeneration: generation },
            },
          ],
        },
      }),
    );
  }

  /** Waits until Flux says that a Kustomization is applied and all of it ready, as of what was pushed last. */
  async untilReady(kustomization: string, timeoutMs: number): Promise<void> {
    const [last] = [...this.#archives.keys()].slice(-1);
    await this.#cluster.api.until<Kustomization>(
      `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${NAMESPACE}/kustomizations/${kustomization}`,
      ({ status }) =>
        status?.lastAppliedRevision?.endsWith(last.slice(1, 41)) === true &&
        status.conditions?.some(
          ({ type, status: is }) => type === 'Ready' && is === 'True',
        ) === true,
      timeoutMs,
    );
  }

  async stop(): Promise<void> {
    await this.#controller.stop();
    await new Promise(resolve => this.#server.close(resolve));
    await rm(this.#directory, { recursive: true });
  }
}

interface Definition {
  status?: { conditions?: { type: string; status: string }[] };
}

interface Kustomization {
  status?: {
    lastAppliedRevision?: string;
    conditions?: { type: string; status: string }[];
  };
}
