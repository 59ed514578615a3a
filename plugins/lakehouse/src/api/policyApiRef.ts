import { createApiRef } from '@backstage/frontend-plugin-api';
import type { PolicyApi } from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * The back end's policies of maintenance.
 * @public
 */
export const policyApiRef = createApiRef<PolicyApi>().with({
  id: 'plugin.lakehouse.policies',
  pluginId: 'lakehouse',
});
