import { InputError } from '@backstage/errors';
import {
  InvalidMaintenancePolicyError,
  parseMaintenancePolicies,
  readMaintenancePolicy,
  type MaintenancePolicyDocument,
} from '@lakehouse-portal/maintenance';

/** How a `MaintenancePolicy` is given to an action: as YAML, or as an object. */
export type PolicyInput = string | Record<string, unknown>;

/** @throws InputError with all that is wrong, in the words of the document. */
export function policyDocumentOf(
  input: PolicyInput,
): MaintenancePolicyDocument {
  try {
    if (typeof input !== 'string') {
      // A template gives what was left out of its form as undefined.
      return readMaintenancePolicy(
        JSON.parse(JSON.stringify(input)),
        'The policy',
      );
    }
    const [document, ...more] = parseMaintenancePolicies(input, 'The policy');
    if (more.length > 0) {
      throw new InputError(
        `One policy is expected, and these are ${
          more.length + 1
        }: give each to an action of its own`,
      );
    }
    return document;
  } catch (error) {
    if (error instanceof InvalidMaintenancePolicyError) {
      throw new InputError(
        `The policy can't be used:\n${error.issues
          .map(({ path, message }) => `  ${path || 'it'}: ${message}`)
          .join('\n')}`,
      );
    }
    throw error;
  }
}
