import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { CatalogConnectorFactory } from '../CatalogConnectorFactory';
import type { FakeCatalog } from './FakeCatalog';

/** Connects a fake catalog as the back end connects a real one: by configuration. */
export async function connect(
  catalog: FakeCatalog,
  config: JsonObject,
  options: {
    shared?: JsonObject;
    details?: ConnectionDetail[];
    secrets?: string[];
  } = {},
) {
  const logger = mockServices.logger.mock();
  const connector = await CatalogConnectorFactory.create({
    kind: {
      type: 'fake',
      keys: Object.keys(config),
      open: async () => ({
        catalog,
        details: options.details ?? [{ label: 'Catalog', value: 'fake' }],
        secrets: options.secrets,
      }),
    },
    sharedStorage: options.shared,
  }).connect({
    name: 'shop',
    config: new ConfigReader({ type: 'fake', ...config }),
    logger,
  });
  return { connector, logger };
}
