import { createApiRef } from '@backstage/frontend-plugin-api';
import type { BlueprintApi } from '@lakehouse-portal/plugin-lakehouse-common';

/**
 * What is needed to create a lakehouse on Kubernetes: clusters, and what would change in one.
 * @public
 */
export const blueprintApiRef = createApiRef<BlueprintApi>().with({
  id: 'plugin.lakehouse.blueprint',
  pluginId: 'lakehouse',
});
