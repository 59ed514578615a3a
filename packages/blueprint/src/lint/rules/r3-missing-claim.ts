import type { LintRule } from '../model/LintRule';
import { isThere, podReferences } from '../objects/references';

/** R3. */
export const missingClaim: LintRule = {
  id: 'R3',
  name: 'missing-claim',
  severity: 'error',
  summary: 'A reference to a PersistentVolumeClaim that is not there',
  consequence:
    'If it does not exist in the cluster, the pod stays Pending: persistentvolumeclaim not found.',
  fix: 'Correct the name, add the PersistentVolumeClaim, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: PersistentVolumeClaim/<name>.',
  source: 'Kubernetes documentation: pods',
  *check(context) {
    for (const reference of podReferences(context)) {
      if (reference.kind !== 'PersistentVolumeClaim') continue;
      if (isThere(context, reference)) continue;
      yield {
        place: context.places.of(reference.container, reference.key),
        object: reference.from,
        message: `PersistentVolumeClaim "${reference.name}" is not among these manifests: the pod stays Pending: persistentvolumeclaim not found`,
      };
    }
  },
};
