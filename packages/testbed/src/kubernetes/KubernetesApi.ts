import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientCertificate } from './Certificates';
import { type KubernetesObject, objectPath } from './objectPath';

const REQUEST_TIMEOUT_MS = 30_000;

/** The API server refused; `status` is that of HTTP, `reason` as Kubernetes has it (`Conflict`, `Forbidden`). */
export class KubernetesApiError extends Error {
  readonly name = 'KubernetesApiError';

  constructor(
    message: string,
    readonly status: number,
    readonly reason: string | undefined,
  ) {
    super(message);
  }
}

/** By what somebody is known to the API server. */
export type KubernetesCredentials = { token: string } | ClientCertificate;

/** How something is applied. */
export interface ApplyOptions {
  /** The field manager. */
  manager: string;
  /** Takes fields that others own. */
  force?: boolean;
  /** The server checks everything, and stores nothing. */
  dryRun?: boolean;
  /** What is done with fields that it does not know: default `Strict`, that is refused. */
  fieldValidation?: 'Strict' | 'Warn' | 'Ignore';
}

/** What the testbed itself asks an API server, as somebody. It has no watches; for these use a client of Kubernetes. */
export class KubernetesApi {
  /** Of groups and versions: kinds by name. */
  readonly #resources = new Map<string, Promise<ApiResource[]>>();

  constructor(
    readonly url: string,
    /** The authority that signed the server's certificate, in PEM. */
    readonly ca: string,
    readonly credentials: KubernetesCredentials,
  ) {}

  /**
   * Asks, and returns the answer: an object of JSON, or a text.
   *
   * @param body - An object is sent as JSON, a text as YAML to be applied.
   * @throws KubernetesApiError where it refuses.
   */
  async request<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object | string,
  ): Promise<T> {
    const { status, text } = await this.#send(method, path, body);
    const answer = parse(text);
    if (status >= 300) {
      const { message = text, reason } = answer as {
        message?: string;
        reason?: string;
      };
      throw new KubernetesApiError(
        `${method} ${path}: ${status}: ${message}`,
        status,
        reason,
      );
    }
    return answer as T;
  }

  /**
   * Asks until the answer is good; that something is not there yet is none.
   *
   * @throws Error after `timeoutMs`, with what it was.
   */
  async until<T>(
    path: string,
    isGood: (answer: T) => boolean,
    timeoutMs: number,
  ): Promise<T> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.#find<T>(path);
      if (answer !== undefined && isGood(answer)) return answer;
      if (Date.now() > deadline)
        throw new Error(
          `Kubernetes: ${path} was not as expected within ${timeoutMs} ms; it is ${
            answer === undefined ? 'not there' : shown(answer)
          }`,
        );
      await sleep(50);
    }
  }

  /**
   * Waits until there is nothing at this path.
   *
   * @throws Error after `timeoutMs`, with what is still there.
   */
  async untilGone(path: string, timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const answer = await this.#find<object>(path);
      if (answer === undefined) return;
      if (Date.now() > deadline)
        throw new Error(
          `Kubernetes: ${path} is still there after ${timeoutMs} ms: ${shown(
            answer,
          )}`,
        );
      await sleep(50);
    }
  }

  /**
   * Applies objects on the server, in their order, each field owned by `manager`.
   *
   * @param namespace - Of those that need one and name none.
   * @returns Them as they are now.
   * @throws KubernetesApiError where one is refused, as `Conflict`, `Invalid` or `Forbidden`; those before it are applied.
   */
  async applyServerSide(
    objects: readonly KubernetesObject[],
    options: ApplyOptions,
    namespace?: string,
  ): Promise<KubernetesObject[]> {
    const applied: KubernetesObject[] = [];
    for (const object of objects) {
      const query = new URLSearchParams({
        fieldManager: options.manager,
        fieldValidation: options.fieldValidation ?? 'Strict',
        ...(options.force && { force: 'true' }),
        ...(options.dryRun && { dryRun: 'All' }),
      });
      const path = await this.pathOf(object, namespace);
      applied.push(
        await this.request('PATCH', `${path}?${query}`, JSON.stringify(object)),
      );
    }
    return applied;
  }

  /**
   * Where an object is, or would be: `/apis/apps/v1/namespaces/lake/deployments/trino`.
   *
   * @param namespace - Of those that need one and name none.
   * @throws Error where the server has no such kind.
   */
  async pathOf(object: KubernetesObject, namespace?: string): Promise<string> {
    const { apiVersion } = object;
    let resources = this.#resources.get(apiVersion);
    if (!resources) {
      resources = this.#resourcesOf(apiVersion);
      this.#resources.set(apiVersion, resources);
      // What is not there now may be a custom resource that is there soon.
      resources.catch(() => this.#resources.delete(apiVersion));
    }
    const resource = (await resources).find(
      ({ kind, name }) => kind === object.kind && !name.includes('/'),
    );
    if (!resource) {
      this.#resources.delete(apiVersion);
      throw new Error(`The API server has no ${object.kind} in ${apiVersion}`);
    }
    return objectPath(object, resource, namespace);
  }

  async #resourcesOf(apiVersion: string): Promise<ApiResource[]> {
    const { resources } = await this.request<{ resources: ApiResource[] }>(
      'GET',
      apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
    );
    return resources;
  }

  /** Undefined where there is none. */
  async #find<T>(path: string): Promise<T | undefined> {
    try {
      return await this.request<T>('GET', path);
    } catch (error) {
      if (error instanceof KubernetesApiError && error.status === 404)
        return undefined;
      throw error;
    }
  }

  #send(
    method: string,
    path: string,
    body: object | string | undefined,
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.url}${path}`,
        {
          method,
          ca: this.ca,
          agent: false,
          timeout: REQUEST_TIMEOUT_MS,
          ...('token' in this.credentials
            ? {}
            : {
                cert: this.credentials.certificate,
                key: this.credentials.key,
              }),
          headers: {
            ...('token' in this.credentials && {
              authorization: `Bearer ${this.credentials.token}`,
            }),
            accept: 'application/json',
            ...(body !== undefined && {
              'content-type':
                typeof body === 'string'
                  ? 'application/apply-patch+yaml'
                  : 'application/json',
            }),
          },
        },
        incoming => {
          const chunks: Buffer[] = [];
          incoming.on('data', chunk => chunks.push(chunk));
          incoming.once('error', reject);
          incoming.once('end', () =>
            resolve({
              status: incoming.statusCode!,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.once('timeout', () =>
        outgoing.destroy(
          new Error(`${method} ${path}: no answer in ${REQUEST_TIMEOUT_MS} ms`),
        ),
      );
      outgoing.once('error', reject);
      outgoing.end(typeof body === 'object' ? JSON.stringify(body) : body);
    });
  }
}

/** For people: what it is now comes first, and who set which field is left out. */
function shown(answer: unknown): string {
  const { status, ...others } = answer as { status?: unknown };
  return JSON.stringify({ status, ...others }, (key, value) =>
    key === 'managedFields' ? undefined : value,
  ).slice(0, 4_000);
}

interface ApiResource {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** `/readyz` answers with a text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
