import type {
  MaintenancePolicyDocument,
  MaintenancePolicySpec,
} from '../MaintenancePolicyDocument';
import { readMaintenancePolicy } from '../parseMaintenancePolicy';

/** A checked policy, as an administrator may write it. */
export function policyOf(
  name: string,
  spec: MaintenancePolicySpec,
): MaintenancePolicyDocument {
  return readMaintenancePolicy(
    {
      apiVersion: 'lakehouse-portal.io/v1alpha1',
      kind: 'MaintenancePolicy',
      metadata: { name },
      spec,
    },
    name,
    { allowYoungOrphans: true },
  );
}
