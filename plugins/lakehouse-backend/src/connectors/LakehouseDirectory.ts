import { ConfigReader } from '@backstage/config';
import { NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { CreateLakehouseRequest } from '@lakehouse-portal/plugin-lakehouse-common';
import { readConnection, type ConnectionConfig } from '../config';
import type { CreatedLakehouse, CreatedLakehouseStore } from '../database';

/** All lakehouses: those of app-config, and those that were created in the portal. */
export class LakehouseDirectory {
  readonly #configured: readonly ConnectionConfig[];
  readonly #created: CreatedLakehouseStore;
  /** Connections of created lakehouses, so that the same one is the same object. */
  readonly #connections = new Map<
    string,
    { key: string; connection: ConnectionConfig }
  >();

  static create(options: {
    configured: readonly ConnectionConfig[];
    created: CreatedLakehouseStore;
  }): LakehouseDirectory {
    return new LakehouseDirectory(options.configured, options.created);
  }

  private constructor(
    configured: readonly ConnectionConfig[],
    created: CreatedLakehouseStore,
  ) {
    this.#configured = configured;
    this.#created = created;
  }

  /** In order of their names. Of equal names, app-config wins. */
  async list(): Promise<ConnectionConfig[]> {
    const created = await this.#created.listReady();
    const names = new Set(this.#configured.map(({ name }) => name));
    const connections = [
      ...this.#configured,
      ...created
        .filter(({ request }) => !names.has(request.name))
        .map(lakehouse => this.#connectionOf(lakehouse)),
    ];
    return connections.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws NotFoundError when there is none of that name. */
  async get(name: string): Promise<ConnectionConfig> {
    const connection = (await this.list()).find(
      candidate => candidate.name === name,
    );
    if (!connection) {
      throw new NotFoundError(`There is no lakehouse "${name}"`);
    }
    return connection;
  }

  /** True for a name that app-config has. */
  isConfigured(name: string): boolean {
    return this.#configured.some(connection => connection.name === name);
  }

  #connectionOf(lakehouse: CreatedLakehouse): ConnectionConfig {
    const { request, directory } = lakehouse;
    const key = JSON.stringify([request, directory]);
    const known = this.#connections.get(request.name);
    if (known?.key === key) {
      return known.connection;
    }
    const connection = connectionOfCreated(lakehouse);
    this.#connections.set(request.name, { key, connection });
    return connection;
  }
}

/** One on Kubernetes is read through its Trino, and its pods are found by the Kubernetes plugin. */
function placeOf(
  { name, target, layers, kubernetes }: CreateLakehouseRequest,
  directory: string,
): JsonObject {
  if (target === 'embedded' || !kubernetes) {
    return { type: 'embedded', directory };
  }
  const { cluster, namespace, trino } = kubernetes;
  return {
    type: 'trino',
    trino: {
      ...{ server: trino.server, catalog: trino.catalog, user: trino.user },
      ...(trino.secrets && {
        fromCluster: {
          ...{ cluster, namespace },
          ...Object.fromEntries(
            Object.entries(trino.secrets).map(
              ([use, { name: secret, key }]) => [use, { name: secret, key }],
            ),
          ),
        },
      }),
    },
    layers: Object.fromEntries(layers.map(layer => [layer, layer])),
    annotations: {
      'backstage.io/kubernetes-id': name,
      'backstage.io/kubernetes-namespace': namespace,
      'backstage.io/kubernetes-cluster': cluster,
    },
  };
}

/** What app-config would say of a lakehouse that was created in the portal. */
export function connectionOfCreated({
  request,
  directory,
}: CreatedLakehouse): ConnectionConfig {
  const section = {
    ...placeOf(request, directory),
    ...(request.title && { title: request.title }),
    ...(request.description && { description: request.description }),
    owner: request.owner,
  };
  const key = `lakehouse.connections.${request.name}`;
  return readConnection(
    request.name,
    new ConfigReader(
      section,
      `lakehouse "${request.name}", created in the portal`,
    ),
    key,
    'portal',
  );
}
