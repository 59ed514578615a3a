import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { lakehouseServiceRef } from '@lakehouse-portal/plugin-lakehouse-node';
import { LakehouseEntityProvider, readProviderConfig } from './provider';

/**
 * Adds the {@link LakehouseEntityProvider} to the software catalog.
 * @public
 */
export const catalogModuleLakehouseEntityProvider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'lakehouse-entity-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        lakehouse: lakehouseServiceRef,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        events,
        lakehouse,
        logger,
        scheduler,
      }) {
        const providerConfig = readProviderConfig(config);
        catalog.addEntityProvider(
          LakehouseEntityProvider.create({
            auth,
            events,
            lakehouse,
            logger,
            rules: providerConfig.rules,
            taskRunner: scheduler.createScheduledTaskRunner(
              providerConfig.schedule,
            ),
          }),
        );
      },
    });
  },
});
