import type { LintRule } from '../model/LintRule';
import { isThere, podReferences } from '../objects/references';

/** R4. */
export const missingServiceAccount: LintRule = {
  id: 'R4',
  name: 'missing-service-account',
  severity: 'error',
  summary: 'A reference to a ServiceAccount that is not there',
  consequence:
    'If it does not exist in the cluster, no pod is made: serviceaccount not found.',
  fix: 'Correct the name, add the ServiceAccount, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: ServiceAccount/<name>.',
  source: 'Kubernetes documentation: pods',
  *check(context) {
    for (const reference of podReferences(context)) {
      if (reference.kind !== 'ServiceAccount') continue;
      if (isThere(context, reference)) continue;
      yield {
        place: context.places.of(reference.container, reference.key),
        object: reference.from,
        message: `ServiceAccount "${reference.name}" is not among these manifests: no pod is made: serviceaccount not found`,
      };
    }
  },
};
