import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { passUpgradesToRoutes } from '@lakehouse-portal/plugin-lakehouse-node';

const backend = createBackend();

// WebSockets to clusters: with the plugin for signals they would be refused (ports of pods, terminals)
backend.add(
  rootHttpRouterServiceFactory({
    configure: ({ server, applyDefaults }) => {
      applyDefaults();
      passUpgradesToRoutes(server);
    },
  }),
);

// Serves the built frontend
backend.add(import('@backstage/plugin-app-backend'));

// Identity: the guest provider signs everybody in as the example user "guest"
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

// Software catalog
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

// Templates
backend.add(import('@backstage/plugin-scaffolder-backend'));

// Permissions: everything is allowed in the example portal
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

// Search, in memory on SQLite and in the database on PostgreSQL
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

// Pods of a lakehouse that runs on Kubernetes
backend.add(import('@backstage/plugin-kubernetes-backend'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

// Lakehouse
backend.add(import('@lakehouse-portal/plugin-lakehouse-backend'));
backend.add(
  import('@lakehouse-portal/plugin-catalog-backend-module-lakehouse'),
);
backend.add(
  import('@lakehouse-portal/plugin-scaffolder-backend-module-lakehouse'),
);

// A backend of which a part did not start must not linger half alive.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
