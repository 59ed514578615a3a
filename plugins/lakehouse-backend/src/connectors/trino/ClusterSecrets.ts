import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, toError } from '@backstage/errors';
import {
  ForbiddenError,
  KubernetesClient,
  UnauthorizedError,
} from '@lakehouse-portal/kubernetes';
import type { KubernetesPlace } from '@lakehouse-portal/plugin-lakehouse-common';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { readSecret } from '@lakehouse-portal/prove';

/** A value in a Secret of a cluster. */
export interface ClusterSecretEntry {
  cluster: string;
  namespace: string;
  /** Of the Secret. */
  name: string;
  key: string;
}

/**
 * Values of Secrets in clusters of the portal's Kubernetes plugin: they are read when a connection opens, and kept in memory
 * only.
 */
export class ClusterSecrets {
  readonly #kubernetes: Pick<KubernetesAccess, 'transportTo'>;
  readonly #auth: Pick<AuthService, 'getOwnServiceCredentials'>;

  static create(options: {
    kubernetes: Pick<KubernetesAccess, 'transportTo'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  }): ClusterSecrets {
    return new ClusterSecrets(options.kubernetes, options.auth);
  }

  private constructor(
    kubernetes: Pick<KubernetesAccess, 'transportTo'>,
    auth: Pick<AuthService, 'getOwnServiceCredentials'>,
  ) {
    this.#kubernetes = kubernetes;
    this.#auth = auth;
  }

  /**
   * As the portal itself, which the Kubernetes plugin lets ask with the account that it has for the cluster.
   *
   * @throws InputError where there is no such value; KubernetesError.
   */
  async read(entry: ClusterSecretEntry): Promise<string> {
    return this.#read(entry, await this.#auth.getOwnServiceCredentials());
  }

  /**
   * Who has the portal read a Secret must be allowed to read it themselves: else anybody could have a password sent to a server
   * of their own.
   *
   * @throws NotAllowedError, InputError.
   */
  async requireReadable(
    { cluster, namespace, trino }: KubernetesPlace,
    credentials: BackstageCredentials,
  ): Promise<void> {
    for (const secret of Object.values(trino.secrets ?? {})) {
      if (!secret) continue;
      try {
        await this.#read({ cluster, namespace, ...secret }, credentials);
      } catch (error) {
        if (
          error instanceof ForbiddenError ||
          error instanceof UnauthorizedError
        )
          throw new NotAllowedError(
            `The Secret ${namespace}/${secret.name} of the cluster ${cluster} may not be read by you, and so not by the portal for you: ${error.message}`,
          );
        if (error instanceof InputError) throw error;
        throw new InputError(
          `The Secret ${namespace}/${
            secret.name
          } of the cluster ${cluster} can't be read: ${toError(error).message}`,
        );
      }
    }
  }

  async #read(
    { cluster, namespace, name, key }: ClusterSecretEntry,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const client = new KubernetesClient(
      await this.#kubernetes.transportTo(cluster, credentials),
    );
    const value = await readSecret(client, { namespace, name });
    const text = value(key);
    if (text === undefined || text === '')
      throw new InputError(
        `The Secret ${namespace}/${name} of the cluster ${cluster} has no ${key}`,
      );
    return text;
  }
}
