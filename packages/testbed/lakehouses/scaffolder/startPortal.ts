import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import lakehousePlugin from '@lakehouse-portal/plugin-lakehouse-backend';
import lakehouseModule from '@lakehouse-portal/plugin-scaffolder-backend-module-lakehouse';
import type { PortalOptions } from './PortalOptions';
import { publishToFolder } from './publishToFolder';

/** A back end with templates, the Kubernetes plugin, and the actions of lakehouses. */
export function startPortal(options: PortalOptions) {
  const { clusters, templates, database, lakehouse, published } = options;
  return startTestBackend({
    features: [
      scaffolderPlugin,
      kubernetesPlugin,
      lakehouseModule,
      ...(lakehouse ? [lakehousePlugin] : []),
      ...(published ? [publishToFolder(published)] : []),
      catalogServiceMock.factory({ entities: templates }),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: {
              client: 'better-sqlite3',
              connection: database ? { directory: database } : ':memory:',
            },
          },
          scaffolder: {
            taskRecovery: { enabled: true, staleTimeout: { seconds: 3 } },
          },
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: clusters.map(({ name, url, token, ca }) => ({
                  ...{ name, url, serviceAccountToken: token },
                  ...(ca && { caData: Buffer.from(ca).toString('base64') }),
                  authProvider: 'serviceAccount',
                  skipMetricsLookup: true,
                })),
              },
            ],
          },
        },
      }),
    ],
  });
}
