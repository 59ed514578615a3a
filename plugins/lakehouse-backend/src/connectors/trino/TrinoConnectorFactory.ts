import { InputError } from '@backstage/errors';
import type {
  LakehouseConnectionContext,
  LakehouseConnector,
  LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { TrinoConfigurationError } from '@lakehouse-portal/trino';
import type { QueryLimits } from '../../config';
import type { ClusterSecrets } from './ClusterSecrets';
import { refuseUnknownConnectionKeys } from '../refuseUnknownConnectionKeys';
import { readTrinoConfig } from './readTrinoConfig';
import { TrinoConnector } from './TrinoConnector';
import { readSecretsOf, withClusterSecrets } from './withClusterSecrets';

/** Opens lakehouses that are read through Trino. Whether it answers is seen with the first listing. */
export class TrinoConnectorFactory implements LakehouseConnectorFactory {
  readonly type = 'trino';
  readonly #limits: QueryLimits;
  readonly #secrets: Pick<ClusterSecrets, 'read'> | undefined;

  static create(options: {
    limits: QueryLimits;
    /** Of lakehouses whose password is in their cluster. */
    secrets?: Pick<ClusterSecrets, 'read'>;
  }): TrinoConnectorFactory {
    return new TrinoConnectorFactory(options.limits, options.secrets);
  }

  private constructor(
    limits: QueryLimits,
    secrets: Pick<ClusterSecrets, 'read'> | undefined,
  ) {
    this.#limits = limits;
    this.#secrets = secrets;
  }

  async connect({
    name,
    config,
  }: LakehouseConnectionContext): Promise<LakehouseConnector> {
    const key = `lakehouse.connections.${name}`;
    try {
      refuseUnknownConnectionKeys(config, key, ['trino']);
      const trino = readTrinoConfig(config, key);
      const inCluster = readSecretsOf(config);
      if (!inCluster) return TrinoConnector.create(trino, this.#limits);
      const complete = () =>
        withClusterSecrets(trino, inCluster, this.#secrets);
      return TrinoConnector.create(await complete(), this.#limits, complete);
    } catch (error) {
      if (error instanceof TrinoConfigurationError) {
        throw new InputError(`Config ${key}.trino: ${error.message}`);
      }
      throw error;
    }
  }
}
