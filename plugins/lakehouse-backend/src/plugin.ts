import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { lakehousePermissions } from '@lakehouse-portal/plugin-lakehouse-common';
import {
  KubernetesAccess,
  lakehouseConnectorsExtensionPoint,
} from '@lakehouse-portal/plugin-lakehouse-node';
import { registerActions } from './actions';
import { BlueprintPreviewer } from './blueprint';
import { readLakehouseConfig } from './config';
import { catalogKinds, ConnectorRegistry } from './connectors';
import { CatalogConnectorFactory } from './connectors/catalog';
import { EmbeddedConnectorFactory } from './connectors/embedded';
import { ClusterSecrets, TrinoConnectorFactory } from './connectors/trino';
import { openDatabase } from './database';
import type { TablePlanner } from './maintenance';
import { createRouter } from './router';
import { StackReader } from './stack';
import { startLakehouseBackend } from './startLakehouseBackend';

/**
 * The lakehouse back end: connections, scans, health and its history, and the HTTP API.
 * @public
 */
export const lakehousePlugin = createLakehousePlugin();

/** The plugin; for tests `validateResponses` checks its answers against `openapi.yaml`, and `planner` makes the plans. */
export function createLakehousePlugin(
  options: { validateResponses?: boolean; planner?: TablePlanner } = {},
) {
  return createBackendPlugin({
    pluginId: 'lakehouse',
    register(env) {
      const connectors = new ConnectorRegistry();
      env.registerExtensionPoint(lakehouseConnectorsExtensionPoint, {
        addConnector: factory => connectors.add(factory),
      });
      env.registerInit({
        deps: {
          actionsRegistry: actionsRegistryServiceRef,
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          config: coreServices.rootConfig,
          database: coreServices.database,
          discovery: coreServices.discovery,
          events: eventsServiceRef,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          notifications: notificationService,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          scheduler: coreServices.scheduler,
        },
        async init(deps) {
          const { auditor, httpAuth, httpRouter, permissionsRegistry } = deps;
          const config = readLakehouseConfig(deps.config);
          const embedded = EmbeddedConnectorFactory.create({
            limits: config.query,
          });
          connectors.add(embedded);
          const kubernetes = new KubernetesAccess(deps);
          const secrets = ClusterSecrets.create({ ...deps, kubernetes });
          connectors.add(
            TrinoConnectorFactory.create({ limits: config.query, secrets }),
          );
          const sharedStorage = deps.config.getOptional('lakehouse.storage');
          for (const kind of catalogKinds) {
            connectors.add(
              CatalogConnectorFactory.create({ kind, sharedStorage }),
            );
          }
          deps.lifecycle.addShutdownHook(() => embedded.close());
          permissionsRegistry.addPermissions(lakehousePermissions);
          const { service, maintenance, policies } =
            await startLakehouseBackend({
              ...deps,
              config,
              connectors,
              secrets,
              knex: await openDatabase(deps.database),
              planner: options.planner,
            });
          registerActions({ ...deps, service, maintenance, policies });
          httpRouter.use(
            createRouter({
              service,
              maintenance,
              policies,
              stack: StackReader.create({ service, kubernetes }),
              blueprint: BlueprintPreviewer.create({
                kubernetes,
                permissions: deps.permissions,
              }),
              httpAuth,
              auditor,
              validateResponses: options.validateResponses,
            }),
          );
          httpRouter.addAuthPolicy({
            path: '/health',
            allow: 'unauthenticated',
          });
        },
      });
    },
  });
}
