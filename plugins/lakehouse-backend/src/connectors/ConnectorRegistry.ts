import { InputError } from '@backstage/errors';
import type { LakehouseConnectorFactory } from '@lakehouse-portal/plugin-lakehouse-node';
import type { ConnectionConfig } from '../config';

/** The connectors that are there, by type. */
export class ConnectorRegistry {
  readonly #factories = new Map<string, LakehouseConnectorFactory>();

  /**
   * @throws Error when a connector of that type is there already: which of two would win must not depend on the order of modules.
   */
  add(factory: LakehouseConnectorFactory): void {
    if (this.#factories.has(factory.type)) {
      throw new Error(
        `A lakehouse connector of type "${factory.type}" is registered already`,
      );
    }
    this.#factories.set(factory.type, factory);
  }

  /**
   * The connector for a connection.
   *
   * @throws InputError that names the key and the types that are there.
   */
  get(
    connection: Pick<ConnectionConfig, 'name' | 'type'>,
  ): LakehouseConnectorFactory {
    const factory = this.#factories.get(connection.type);
    if (!factory) {
      const types = [...this.#factories.keys()].sort().join(', ');
      throw new InputError(
        `Config lakehouse.connections.${
          connection.name
        }.type: there is no connector "${connection.type}". There is: ${
          types || 'none'
        }`,
      );
    }
    return factory;
  }
}
