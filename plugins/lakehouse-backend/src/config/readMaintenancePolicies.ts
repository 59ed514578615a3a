import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import {
  readConfiguredPolicies,
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
  try {
    return readConfiguredPolicies(
      config?.getOptional<unknown>('maintenance'),
      key,
    );
  } catch (error) {
    throw new InputError(toError(error).message);
  }
}
