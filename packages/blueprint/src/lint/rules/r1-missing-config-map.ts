import type { LintRule } from '../model/LintRule';
import { isThere, podReferences } from '../objects/references';

/** R1. */
export const missingConfigMap: LintRule = {
  id: 'R1',
  name: 'missing-config-map',
  severity: 'error',
  summary: 'A reference to a ConfigMap that is not there',
  consequence:
    'If it does not exist in the cluster, the pod waits in ContainerCreating (or CreateContainerConfigError) for ever.',
  fix: 'Correct the name, add the ConfigMap, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: ConfigMap/<name>.',
  source: 'Kubernetes documentation: pods',
  *check(context) {
    for (const reference of podReferences(context)) {
      if (reference.kind !== 'ConfigMap') continue;
      if (isThere(context, reference)) continue;
      yield {
        place: context.places.of(reference.container, reference.key),
        object: reference.from,
        message: `ConfigMap "${reference.name}" is not among these manifests: the pod waits in ContainerCreating (or CreateContainerConfigError) for ever`,
      };
    }
  },
};
