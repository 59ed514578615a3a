import type { UnknownKindError } from '../errors';
import { groupOf } from '../model';
import type { ApiResource } from './ApiResource';
import { missingKind } from './missingKind';

/** Asks the API server, and returns JSON; undefined where there is no such path. */
export type DiscoveryRead = (
  path: string,
  signal: AbortSignal | undefined,
) => Promise<unknown>;

/** Finds out where the objects of a kind are. What was found is remembered; what was not is asked for again. */
export class ApiDiscovery {
  readonly #read: DiscoveryRead;
  readonly #found = new Map<string, readonly ApiResource[]>();

  constructor(read: DiscoveryRead) {
    this.#read = read;
  }

  /**
   * @param apiVersion - `apps/v1`.
   * @throws UnknownKindError where the cluster has no such kind; it names what brings it.
   */
  async resourceOf(
    apiVersion: string,
    kind: string,
    signal?: AbortSignal,
  ): Promise<ApiResource> {
    const known = this.#found.get(apiVersion)?.find(is(kind));
    if (known) return known;
    const resources = await this.#resourcesOf(apiVersion, signal);
    const resource = resources?.find(is(kind));
    if (!resource) throw await this.#missing(apiVersion, kind, signal);
    return resource;
  }

  /**
   * By kind and group, in the version that the server prefers among those that have it.
   *
   * @param groupKind - `Deployment.apps`, `ConfigMap`.
   * @returns Undefined where the cluster has no such kind.
   */
  async resourceOfGroupKind(
    groupKind: string,
    signal?: AbortSignal,
  ): Promise<ApiResource | undefined> {
    const dot = groupKind.indexOf('.');
    const kind = dot < 0 ? groupKind : groupKind.slice(0, dot);
    const group = dot < 0 ? '' : groupKind.slice(dot + 1);
    for (const apiVersion of await this.#versionsOf(group, signal)) {
      const resource = (
        this.#found.get(apiVersion) ??
        (await this.#resourcesOf(apiVersion, signal))
      )?.find(is(kind));
      if (resource) return resource;
    }
    return undefined;
  }

  async #resourcesOf(
    apiVersion: string,
    signal?: AbortSignal,
  ): Promise<readonly ApiResource[] | undefined> {
    const path = apiVersion.includes('/') ? '/apis/' : '/api/';
    const answer = (await this.#read(`${path}${apiVersion}`, signal)) as
      | { resources?: unknown }
      | undefined;
    if (!Array.isArray(answer?.resources)) return undefined;
    const resources = (answer.resources as Listed[])
      // `deployments/scale` and the like are parts of others.
      .filter(({ name }) => !name.includes('/'))
      .map(({ name, kind, namespaced }) => ({
        ...{ apiVersion, name, kind, namespaced },
      }));
    this.#found.set(apiVersion, resources);
    return resources;
  }

  /** The preferred one first. */
  async #versionsOf(group: string, signal?: AbortSignal): Promise<string[]> {
    if (group === '') return ['v1'];
    const answer = (await this.#read(`/apis/${group}`, signal)) as
      | {
          preferredVersion?: { groupVersion?: string };
          versions?: { groupVersion?: string }[];
        }
      | undefined;
    const versions = [answer?.preferredVersion, ...(answer?.versions ?? [])]
      .map(version => version?.groupVersion)
      .filter(version => version !== undefined);
    return [...new Set(versions)];
  }

  async #missing(
    apiVersion: string,
    kind: string,
    signal?: AbortSignal,
  ): Promise<UnknownKindError> {
    const served = await this.#versionsOf(groupOf(apiVersion), signal);
    return missingKind(apiVersion, kind, served);
  }
}

interface Listed {
  name: string;
  kind: string;
  namespaced: boolean;
}

function is(kind: string): (resource: ApiResource) => boolean {
  return resource => resource.kind === kind;
}
