import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readMaintenancePolicy,
  type MaintenancePolicyDocument,
} from '@lakehouse-portal/maintenance';

/**
 * Reads `lakehouse.policies.maintenance`: policies as they are kept in Git, each by `$include` or written out.
 *
 * @throws InputError with all that is wrong: it must be found at start, not when a table is planned.
 */
export function readMaintenancePolicies(
  config: Config | undefined,
  key: string,
): MaintenancePolicyDocument[] {
  const found = config?.getOptional<unknown>('maintenance');
  if (found === undefined) {
    return [];
  }
  if (!Array.isArray(found)) {
    throw new InputError(`Config ${key} must be a list of policies`);
  }
  const documents = found.map((document, index) => {
    try {
      return readMaintenancePolicy(document, `Config ${key}[${index}]`, {
        // Who writes the configuration administers the portal.
        allowYoungOrphans: true,
      });
    } catch (error) {
      throw new InputError(
        error instanceof Error ? error.message : String(error),
      );
    }
  });
  const names = documents.map(({ metadata }) => metadata.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(`Config ${key} has two policies named "${twice}"`);
  }
  return documents;
}
