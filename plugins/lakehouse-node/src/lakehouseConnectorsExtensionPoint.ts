import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { LakehouseConnectorFactory } from './LakehouseConnector';

/**
 * Where modules add connectors for further catalogs.
 * @public
 */
export interface LakehouseConnectorsExtensionPoint {
  /**
   * @throws Error when a connector of that type is there already.
   */
  addConnector(factory: LakehouseConnectorFactory): void;
}

/** @public */
export const lakehouseConnectorsExtensionPoint =
  createExtensionPoint<LakehouseConnectorsExtensionPoint>({
    id: 'lakehouse.connectors',
  });
