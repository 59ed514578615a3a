import { stringify } from 'yaml';
import type { MaintenancePolicyDocument } from './MaintenancePolicyDocument';

/**
 * A policy as YAML, for a file in Git; `parseMaintenancePolicies` reads it.
 * @public
 */
export function formatPolicy(document: MaintenancePolicyDocument): string {
  // The same object twice is written twice: aliases are for machines.
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false });
}
