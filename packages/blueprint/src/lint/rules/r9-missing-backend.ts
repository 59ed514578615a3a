import type { LintRule } from '../model/LintRule';
import { ingressBackends } from '../objects/ingressBackends';
import { isThere } from '../objects/references';

/** R9. */
export const missingBackend: LintRule = {
  id: 'R9',
  name: 'missing-backend',
  severity: 'error',
  summary: 'An Ingress that leads to a Service which is not there',
  consequence: 'Whoever comes through the Ingress gets 503 (or 404).',
  fix: 'Correct the name, add the Service, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Service/<name>.',
  source: 'Kubernetes documentation: Ingress',
  *check(context) {
    for (const { ingress, service, name } of ingressBackends(context)) {
      if (isThere(context, { kind: 'Service', name, from: ingress })) continue;
      yield {
        place: context.places.of(service, 'name'),
        object: ingress,
        message: `Service "${name}" is not among these manifests: whoever comes through the Ingress gets 503`,
      };
    }
  },
};
