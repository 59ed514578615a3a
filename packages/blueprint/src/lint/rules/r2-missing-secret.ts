import type { LintRule } from '../model/LintRule';
import { isThere, podReferences } from '../objects/references';

/** R2. */
export const missingSecret: LintRule = {
  id: 'R2',
  name: 'missing-secret',
  severity: 'warning',
  summary: 'A reference to a Secret that is not there',
  consequence:
    'If it does not exist in the cluster, the pod waits in ContainerCreating (or CreateContainerConfigError) until somebody makes it.',
  fix: 'Correct the name, add the Secret, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Secret/<name>.',
  source: 'Kubernetes documentation: pods',
  *check(context) {
    for (const reference of podReferences(context)) {
      if (reference.kind !== 'Secret') continue;
      if (isThere(context, reference)) continue;
      yield {
        place: context.places.of(reference.container, reference.key),
        object: reference.from,
        message: `Secret "${reference.name}" is not among these manifests: the pod waits in ContainerCreating (or CreateContainerConfigError) until somebody makes it`,
      };
    }
  },
};
