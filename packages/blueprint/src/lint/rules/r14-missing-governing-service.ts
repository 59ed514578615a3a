import type { LintRule } from '../model/LintRule';
import { isThere } from '../objects/references';
import { fieldsOf, textOf } from '../source/Fields';

/** R14. */
export const missingGoverningService: LintRule = {
  id: 'R14',
  name: 'missing-governing-service',
  severity: 'warning',
  summary: 'A StatefulSet whose serviceName is no Service',
  consequence:
    'Its pods have no names of their own in DNS (pod-0.service): whoever asks for one gets UnknownHostException.',
  fix: 'Correct the name, add the Service, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Service/<name>.',
  source: 'Kubernetes documentation: StatefulSet, stable network ID',
  *check(context) {
    // One file of many: as R5.
    if (context.objectsOf('Service').length === 0) return;
    for (const object of context.objectsOf('StatefulSet')) {
      const spec = fieldsOf(object.value.spec);
      const name = textOf(spec.serviceName);
      if (name === undefined || name === '') continue;
      if (isThere(context, { kind: 'Service', name, from: object })) continue;
      yield {
        place: context.places.of(spec, 'serviceName'),
        object,
        message: `Service "${name}" is not among these manifests: the pods have no names of their own`,
      };
    }
  },
};
