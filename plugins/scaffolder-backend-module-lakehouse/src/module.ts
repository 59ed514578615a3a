import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { lakehouseServiceRef } from '@lakehouse-portal/plugin-lakehouse-node';
import {
  createCreateLakehouseAction,
  createWaitForEntityAction,
} from './actions';

/**
 * Adds the actions `lakehouse:create` and `lakehouse:entity:wait`.
 * @public
 */
export const scaffolderModuleLakehouse = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'lakehouse',
  register(reg) {
    reg.registerInit({
      deps: {
        catalog: catalogServiceRef,
        lakehouse: lakehouseServiceRef,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ catalog, lakehouse, scaffolder }) {
        scaffolder.addActions(
          createCreateLakehouseAction({ lakehouse, catalog }),
          createWaitForEntityAction({ catalog }),
        );
      },
    });
  },
});
