import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { PolicyClient } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  KubernetesAccess,
  lakehouseServiceRef,
} from '@lakehouse-portal/plugin-lakehouse-node';
import {
  createApplyBlueprintAction,
  createCreateLakehouseAction,
  createFindBlueprintAction,
  createLoadLabAction,
  createPreviewApplyAction,
  createProveBlueprintAction,
  createRegisterBlueprintAction,
  createRemoveBlueprintAction,
  createRenderBlueprintAction,
  createRotateSecretsAction,
  createStorePolicyAction,
  createUnregisterBlueprintAction,
  createWaitForBlueprintAction,
  createWaitForEntityAction,
  createWritePolicyAction,
} from './actions';

/**
 * Adds the actions `lakehouse:create`, `lakehouse:entity:wait`, `lakehouse:prove`, those that render a lakehouse and apply
 * it to a cluster of the portal's Kubernetes plugin, and `lakehouse:policy:write` and `lakehouse:policy:store`.
 * @public
 */
export const scaffolderModuleLakehouse = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'lakehouse',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        discovery: coreServices.discovery,
        lakehouse: lakehouseServiceRef,
        scaffolder: scaffolderActionsExtensionPoint,
      },
      async init({ auth, catalog, discovery, lakehouse, scaffolder }) {
        const kubernetes = new KubernetesAccess({ auth, discovery });
        scaffolder.addActions(
          createCreateLakehouseAction({ lakehouse, catalog }),
          createWaitForEntityAction({ catalog }),
          createRenderBlueprintAction(),
          createPreviewApplyAction({ kubernetes }),
          createApplyBlueprintAction({ kubernetes }),
          createFindBlueprintAction({ kubernetes }),
          createWaitForBlueprintAction({ kubernetes }),
          createProveBlueprintAction({ kubernetes }),
          createLoadLabAction({ kubernetes }),
          createRegisterBlueprintAction({ lakehouse, kubernetes }),
          createRemoveBlueprintAction({ kubernetes }),
          createUnregisterBlueprintAction({ lakehouse }),
          createRotateSecretsAction({ kubernetes }),
          createWritePolicyAction(),
          createStorePolicyAction({
            auth,
            policies: new PolicyClient({ discoveryApi: discovery }),
          }),
        );
      },
    });
  },
});
