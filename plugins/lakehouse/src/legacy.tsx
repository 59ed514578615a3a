/**
 * The lakehouse pages, tabs and cards for portals on the old frontend system.
 *
 * The app must import `@backstage/ui/css/styles.css` once. Add `LakehousePage` to the
 * routes, the contents as `EntityLayout.Route`s of resources (`if={isLakehouseTable}`) and
 * systems (`if={isLakehouse}`), the cards to their overview.
 *
 * @packageDocumentation
 */
import {
  compatWrapper,
  convertLegacyRouteRef,
} from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  LakehouseClient,
  MaintenanceClient,
  PolicyClient,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { lakehouseApiRef, maintenanceApiRef, policyApiRef } from './api';
import { rootRouteRef, templateRouteRef } from './routes';

export {
  isLakehouse,
  isLakehouseSchema,
  isLakehouseTable,
  isLakehouseView,
} from './isLakehouseEntity';
export { lakehouseApiRef, maintenanceApiRef, policyApiRef } from './api';
export { lakehouseTranslationRef } from './translation';

const legacyRootRouteRef = convertLegacyRouteRef(rootRouteRef);
const legacyTemplateRouteRef = convertLegacyRouteRef(templateRouteRef);

/**
 * The plugin for the old frontend system.
 * @public
 */
export const lakehouseLegacyPlugin = createPlugin({
  id: 'lakehouse',
  routes: { root: legacyRootRouteRef },
  // Bind it to `scaffolderPlugin.routes.selectedTemplate`, and the empty page leads there.
  externalRoutes: { template: legacyTemplateRouteRef },
  apis: [
    createApiFactory({
      api: lakehouseApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new LakehouseClient({ discoveryApi, fetchApi }),
    }),
    createApiFactory({
      api: maintenanceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new MaintenanceClient({ discoveryApi, fetchApi }),
    }),
    createApiFactory({
      api: policyApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new PolicyClient({ discoveryApi, fetchApi }),
    }),
  ],
});

/**
 * The page of all lakehouses and tables; mount it at `/lakehouse`.
 * @public
 */
export const LakehousePage = lakehouseLegacyPlugin.provide(
  createRoutableExtension({
    name: 'LakehousePage',
    mountPoint: legacyRootRouteRef,
    component: () =>
      import('./components/legacy').then(
        m => () => compatWrapper(<m.LegacyPage />),
      ),
  }),
);

/**
 * The Table tab of a table: columns, schema history, partitioning, properties, snippets.
 * @public
 */
export const EntityLakehouseTableContent = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseTableContent',
    component: {
      lazy: async () => {
        const [{ LegacyTab }, { TableTab }] = await Promise.all([
          import('./components/legacy'),
          import('./components/TableTab'),
        ]);
        return () =>
          compatWrapper(
            <LegacyTab>
              <TableTab />
            </LegacyTab>,
          );
      },
    },
  }),
);

/**
 * The Snapshots tab of a table.
 * @public
 */
export const EntityLakehouseSnapshotsContent = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseSnapshotsContent',
    component: {
      lazy: async () => {
        const [{ LegacyTab }, { SnapshotsTab }] = await Promise.all([
          import('./components/legacy'),
          import('./components/SnapshotsTab'),
        ]);
        return () =>
          compatWrapper(
            <LegacyTab>
              <SnapshotsTab />
            </LegacyTab>,
          );
      },
    },
  }),
);

/**
 * The Health tab of a table.
 * @public
 */
export const EntityLakehouseHealthContent = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseHealthContent',
    component: {
      lazy: async () => {
        const [{ LegacyTab }, { HealthTab }] = await Promise.all([
          import('./components/legacy'),
          import('./components/HealthTab'),
        ]);
        return () =>
          compatWrapper(
            <LegacyTab>
              <HealthTab />
            </LegacyTab>,
          );
      },
    },
  }),
);

/**
 * The Maintenance tab of a table.
 * @public
 */
export const EntityLakehouseMaintenanceContent = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseMaintenanceContent',
    component: {
      lazy: async () => {
        const [{ LegacyTab }, { MaintenanceTab }] = await Promise.all([
          import('./components/legacy'),
          import('./components/Maintenance'),
        ]);
        return () =>
          compatWrapper(
            <LegacyTab>
              <MaintenanceTab />
            </LegacyTab>,
          );
      },
    },
  }),
);

/**
 * The page of a lakehouse: schemas by layer, tables, health, connection details.
 * @public
 */
export const EntityLakehouseContent = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseContent',
    component: {
      lazy: () =>
        import('./components/LakehouseOverview').then(
          m => () => compatWrapper(<m.LakehouseOverview />),
        ),
    },
  }),
);

/**
 * The tables of a schema.
 * @public
 */
export const EntityLakehouseSchemaContent = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseSchemaContent',
    component: {
      lazy: () =>
        import('./components/SchemaOverview').then(
          m => () => compatWrapper(<m.SchemaOverview />),
        ),
    },
  }),
);

/**
 * Card for the overview of a table: score, what is wrong, what to do.
 * @public
 */
export const EntityLakehouseTableHealthCard = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseTableHealthCard',
    component: {
      lazy: () =>
        import('./components/cards').then(
          m => () => compatWrapper(<m.TableHealthCard />),
        ),
    },
  }),
);

/**
 * Card for the overview of a lakehouse: how many of its tables are well.
 * @public
 */
export const EntityLakehouseHealthCard = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseHealthCard',
    component: {
      lazy: () =>
        import('./components/cards').then(
          m => () => compatWrapper(<m.LakehouseHealthCard />),
        ),
    },
  }),
);

/**
 * Card for the overview of a view: that it is one, and where the tables of its schema are.
 * @public
 */
export const EntityLakehouseViewCard = lakehouseLegacyPlugin.provide(
  createComponentExtension({
    name: 'EntityLakehouseViewCard',
    component: {
      lazy: () =>
        import('./components/cards').then(
          m => () => compatWrapper(<m.ViewCard />),
        ),
    },
  }),
);
