import {
  InvalidInputError,
  NamespaceNotFoundError,
  NotFoundError,
  UnexpectedResponseError,
} from '../errors';
import {
  type KubernetesObject,
  type LiveObject,
  nameOf,
  type ObjectReference,
  referenceOf,
} from '../model';
import { ApiDiscovery } from './ApiDiscovery';
import { type ApiResource, collectionPath } from './ApiResource';
import { errorOfResponse } from './errorOfResponse';
import type {
  KubernetesRequest,
  KubernetesTransport,
} from './KubernetesTransport';
import { retrying } from './retrying';
import { warningsOf } from './warningsOf';

/** How a cluster is asked. */
export interface KubernetesClientOptions {
  /** Requests of one call that are under way at once; 6 when left out. */
  readonly concurrency?: number;
}

/** How an object is applied. */
export interface ServerSideApply {
  readonly fieldManager: string;
  /** Nothing is stored, but everything is checked. */
  readonly dryRun?: boolean;
  /** Takes all fields that others have set. */
  readonly force?: boolean;
  /** Only if the object is still this one. */
  readonly resourceVersion?: string;
  readonly signal?: AbortSignal;
}

/** What became of an object that was applied. */
export interface AppliedLiveObject {
  readonly object: LiveObject;
  readonly created: boolean;
  /** Of the server: what is deprecated, and what Pod Security will say to the pods. */
  readonly warnings: readonly string[];
}

const DEFAULT_CONCURRENCY = 6;
const LIST_LIMIT = 500;
const MAX_LISTED = 20_000;

/**
 * Asks an API server about objects of any kind. It remembers which kinds there are and nothing else; make one for each
 * user and cluster.
 */
export class KubernetesClient {
  readonly concurrency: number;
  readonly #transport: KubernetesTransport;
  readonly #discovery: ApiDiscovery;

  constructor(
    transport: KubernetesTransport,
    options: KubernetesClientOptions = {},
  ) {
    this.#transport = transport;
    this.concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
    this.#discovery = new ApiDiscovery((path, signal) =>
      this.#discover(path, signal),
    );
  }

  /** @throws UnknownKindError where the cluster has no such kind. */
  resourceOf(
    apiVersion: string,
    kind: string,
    signal?: AbortSignal,
  ): Promise<ApiResource> {
    return this.#discovery.resourceOf(apiVersion, kind, signal);
  }

  /** By `Deployment.apps`; undefined where the cluster has no such kind. */
  resourceOfGroupKind(
    groupKind: string,
    signal?: AbortSignal,
  ): Promise<ApiResource | undefined> {
    return this.#discovery.resourceOfGroupKind(groupKind, signal);
  }

  /** Where an object is, or would be. */
  async pathOf(
    reference: ObjectReference,
    signal?: AbortSignal,
  ): Promise<string> {
    const { apiVersion, kind, name, namespace = 'default' } = reference;
    if (!apiVersion || !kind || !name)
      throw new InvalidInputError(
        `An object has no ${
          (!apiVersion && 'apiVersion') || (!kind && 'kind') || 'metadata.name'
        }: ${JSON.stringify({ apiVersion, kind, name })}`,
      );
    const resource = await this.resourceOf(apiVersion, kind, signal);
    return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}`;
  }

  /** An object as it is now; undefined where there is none. */
  async find(
    reference: ObjectReference,
    signal?: AbortSignal,
  ): Promise<LiveObject | undefined> {
    const path = await this.pathOf(reference, signal);
    try {
      return await this.json<LiveObject>({ method: 'GET', path, signal });
    } catch (error) {
      if (
        error instanceof NotFoundError ||
        error instanceof NamespaceNotFoundError
      )
        return undefined;
      throw error;
    }
  }

  /** All objects of a kind in a namespace (or everywhere) that have these labels. */
  async list(
    resource: ApiResource,
    options: {
      namespace?: string;
      labelSelector?: string;
      fieldSelector?: string;
      signal?: AbortSignal;
    },
  ): Promise<LiveObject[]> {
    const { namespace, labelSelector, fieldSelector, signal } = options;
    const found: LiveObject[] = [];
    let next: string | undefined;
    do {
      const page: { items?: LiveObject[]; metadata?: { continue?: string } } =
        await this.json({
          method: 'GET',
          path: collectionPath(resource, namespace),
          query: {
            limit: String(LIST_LIMIT),
            ...(labelSelector !== undefined && { labelSelector }),
            ...(fieldSelector !== undefined && { fieldSelector }),
            ...(next !== undefined && { continue: next }),
          },
          signal,
        });
      const { apiVersion, kind } = resource;
      for (const item of page.items ?? [])
        found.push({ ...item, apiVersion, kind });
      next = page.metadata?.continue || undefined;
    } while (next !== undefined && found.length < MAX_LISTED);
    return found;
  }

  /** Server-side apply, with strict validation. */
  async apply(
    object: KubernetesObject,
    options: ServerSideApply,
  ): Promise<AppliedLiveObject> {
    const { signal, resourceVersion } = options;
    const path = await this.pathOf(referenceOf(object), signal);
    const metadata =
      resourceVersion === undefined
        ? object.metadata
        : { ...object.metadata, resourceVersion };
    const { status, value, warnings } = await this.#ask<LiveObject>({
      method: 'PATCH',
      path,
      query: {
        fieldManager: options.fieldManager,
        fieldValidation: 'Strict',
        ...(options.force && { force: 'true' }),
        ...(options.dryRun && { dryRun: 'All' }),
      },
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: JSON.stringify({ ...object, metadata }),
      signal,
    });
    if (value.kind !== object.kind || value.metadata?.name === undefined)
      throw new UnexpectedResponseError(
        `PATCH ${path}: the answer is not the ${nameOf(referenceOf(object))}`,
        { operation: `PATCH ${path}` },
      );
    return { object: value, created: status === 201, warnings };
  }

  /** Asks, and returns the JSON of a success. */
  async json<T>(request: KubernetesRequest): Promise<T> {
    return (await this.#ask<T>(request)).value;
  }

  /** Asks, and returns the text of a success: logs. */
  async text(request: KubernetesRequest): Promise<string> {
    const { body } = await this.#send(request, '*/*');
    return body;
  }

  async #ask<T>(
    request: KubernetesRequest,
  ): Promise<{ status: number; value: T; warnings: string[] }> {
    const { status, body, warning } = await this.#send(
      request,
      'application/json',
    );
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      // Said below.
    }
    if (typeof value !== 'object' || value === null)
      throw errorOfResponse(`${request.method} ${request.path}`, {
        ...{ status, body },
      });
    return { status, value: value as T, warnings: warningsOf(warning) };
  }

  #send(request: KubernetesRequest, accept: string) {
    return retrying(async () => {
      const response = await this.#transport.request({
        ...request,
        headers: {
          accept,
          ...(request.body !== undefined && {
            'content-type': 'application/json',
          }),
          ...request.headers,
        },
      });
      if (response.status < 200 || response.status >= 300)
        throw errorOfResponse(`${request.method} ${request.path}`, response);
      return response;
    }, request.signal);
  }

  /** What is not there has no status of its own here: `404 page not found`. */
  async #discover(
    path: string,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    try {
      return await this.json({ method: 'GET', path, signal });
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      if (
        error instanceof UnexpectedResponseError &&
        /404: 404 page not found/.test(error.message)
      )
        return undefined;
      throw error;
    }
  }
}
