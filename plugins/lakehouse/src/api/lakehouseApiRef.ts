import { createApiRef } from '@backstage/frontend-plugin-api';
import type { LakehouseApi } from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * The lakehouse back end, as pages, tabs and cards ask it.
 * @public
 */
export const lakehouseApiRef = createApiRef<LakehouseApi>().with({
  id: 'plugin.lakehouse',
  pluginId: 'lakehouse',
});
