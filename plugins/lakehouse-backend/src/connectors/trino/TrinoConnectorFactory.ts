import { InputError } from '@backstage/errors';
import type {
  LakehouseConnectionContext,
  LakehouseConnector,
  LakehouseConnectorFactory,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { TrinoConfigurationError } from '@lakehouse-portal/trino';
import type { QueryLimits } from '../../config';
import { readTrinoConfig } from './readTrinoConfig';
import { TrinoConnector } from './TrinoConnector';

/** Opens lakehouses that are read through Trino. Whether it answers is seen with the first listing. */
export class TrinoConnectorFactory implements LakehouseConnectorFactory {
  readonly type = 'trino';
  readonly #limits: QueryLimits;

  static create(options: { limits: QueryLimits }): TrinoConnectorFactory {
    return new TrinoConnectorFactory(options.limits);
  }

  private constructor(limits: QueryLimits) {
    this.#limits = limits;
  }

  async connect({
    name,
    config,
  }: LakehouseConnectionContext): Promise<LakehouseConnector> {
    const key = `lakehouse.connections.${name}`;
    try {
      return TrinoConnector.create(readTrinoConfig(config, key), this.#limits);
    } catch (error) {
      if (error instanceof TrinoConfigurationError) {
        throw new InputError(`Config ${key}.trino: ${error.message}`);
      }
      throw error;
    }
  }
}
