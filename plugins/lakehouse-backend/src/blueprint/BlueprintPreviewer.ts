import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  InvalidLakehouseError,
  type LakehouseDocument,
  readLakehouse,
  objectsToApply,
  renderLakehouse,
  trinoEndpoint,
} from '@lakehouse-portal/blueprint';
import { neededForward } from '@lakehouse-portal/prove';
import {
  KubernetesClient,
  preflight,
  previewObjects,
} from '@lakehouse-portal/kubernetes';
import {
  lakehouseCreatePermission,
  type BlueprintPreview,
  type BlueprintPreviewRequest,
} from '@lakehouse-portal/plugin-lakehouse-common';
import {
  FIELD_MANAGER,
  type KubernetesAccess,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { hasPermission } from '../services/hasPermission';
import { describePreview } from './describePreview';
import { notTriedBecause } from './notTriedBecause';

/** Has a cluster try what a document renders to, with the rights of who asks; nothing is stored. */
export class BlueprintPreviewer {
  readonly #kubernetes: Pick<KubernetesAccess, 'transportTo'>;
  readonly #permissions: PermissionsService;

  static create(options: {
    kubernetes: Pick<KubernetesAccess, 'transportTo'>;
    permissions: PermissionsService;
  }): BlueprintPreviewer {
    return new BlueprintPreviewer(options.kubernetes, options.permissions);
  }

  private constructor(
    kubernetes: Pick<KubernetesAccess, 'transportTo'>,
    permissions: PermissionsService,
  ) {
    this.#kubernetes = kubernetes;
    this.#permissions = permissions;
  }

  /**
   * @throws NotAllowedError without `lakehouse.create`; InputError for a document that makes no sense. That a cluster can't be
   * asked is an answer.
   */
  async preview(
    request: BlueprintPreviewRequest,
    options: { credentials: BackstageCredentials; signal: AbortSignal },
  ): Promise<BlueprintPreview> {
    const { credentials, signal } = options;
    await this.#authorize(credentials);
    const { objects: rendered, lakehouse } = renderLakehouse(
      documentOf(request.document),
    );
    const objects = objectsToApply(rendered);
    const { name, namespace } = lakehouse;
    const set = { name, namespace };
    try {
      const client = new KubernetesClient(
        await this.#kubernetes.transportTo(request.cluster, credentials),
      );
      // Rights first: where they are missing, a dry run is refused object by object.
      const rights = await preflight(client, objects, {
        ...{ set, signal },
        purposes: ['apply', 'wait'],
        forward: neededForward(trinoEndpoint(lakehouse), { isOptional: true }),
      });
      const preview = await previewObjects(client, objects, {
        ...{ fieldManager: FIELD_MANAGER, set, signal },
      });
      return describePreview(rights, preview);
    } catch (error) {
      signal.throwIfAborted();
      return notTriedBecause(error);
    }
  }

  async #authorize(credentials: BackstageCredentials): Promise<void> {
    const mayCreate = await hasPermission(
      this.#permissions,
      credentials,
      lakehouseCreatePermission,
    );
    if (!mayCreate)
      throw new NotAllowedError(
        `You may not create a lakehouse, nor have a cluster try one; that needs the permission ${lakehouseCreatePermission.name}.`,
      );
  }
}

function documentOf(value: object): LakehouseDocument {
  try {
    return readLakehouse(value, 'document');
  } catch (error) {
    if (error instanceof InvalidLakehouseError)
      throw new InputError(error.message);
    throw error;
  }
}
