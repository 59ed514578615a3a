import type { MaintenancePolicyDocument } from './MaintenancePolicyDocument';
import { readMaintenancePolicy } from './parseMaintenancePolicy';

/**
 * Reads the list of policies that a configuration has, as the portal and the terminal have it alike.
 *
 * @param found - What stands there; absent (also `null`): none.
 * @param key - Where it stands, for messages: `lakehouse.policies.maintenance`.
 * @throws Error with what is wrong and where, in words for whoever writes the configuration; `InvalidMaintenancePolicyError`
 *   for what is wrong in a policy itself.
 * @public
 */
export function readConfiguredPolicies(
  found: unknown,
  key: string,
): MaintenancePolicyDocument[] {
  if (found === undefined || found === null) {
    return [];
  }
  if (!Array.isArray(found)) {
    throw new Error(`Config ${key} must be a list of policies`);
  }
  const documents = found.map((document: unknown, index) =>
    readMaintenancePolicy(document, `Config ${key}[${index}]`, {
      // Who writes the configuration administers the portal.
      allowYoungOrphans: true,
    }),
  );
  const names = documents.map(({ metadata }) => metadata.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`Config ${key} has two policies named "${twice}"`);
  }
  return documents;
}
