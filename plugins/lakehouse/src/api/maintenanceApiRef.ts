import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MaintenanceApi } from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * The back end's maintenance of tables: plans, runs, approvals.
 * @public
 */
export const maintenanceApiRef = createApiRef<MaintenanceApi>().with({
  id: 'plugin.lakehouse.maintenance',
  pluginId: 'lakehouse',
});
