import type { LintRule } from '../model/LintRule';
import { inSameNamespace } from '../objects/ManifestObject';
import { selectsLabels } from '../objects/selects';
import { labelsOf } from '../objects/Workload';
import { fieldsOf, listOf, textOf } from '../source/Fields';

/** P1. */
export const servicePort: LintRule = {
  id: 'P1',
  name: 'service-port',
  severity: 'error',
  summary: 'A Service that leads to a port which its pods do not have',
  consequence:
    'A port by name gets no endpoint, one by number is refused: nobody reaches the pods.',
  fix: 'Make targetPort the name or number of a containerPort.',
  source: 'Kubernetes documentation: Services',
  *check(context) {
    for (const service of context.objectsOf('Service')) {
      const spec = fieldsOf(service.value.spec);
      const selector = labelsOf(spec.selector);
      const selected = context.serving.filter(
        ({ object, labels }) =>
          inSameNamespace(object, service) && selectsLabels(selector, labels),
      );
      if (selected.length === 0) continue;
      for (const item of listOf(spec.ports)) {
        const port = fieldsOf(item);
        const key = port.targetPort === undefined ? 'port' : 'targetPort';
        const target = port[key];
        const reached = selected.some(workload => {
          // Sidecars of initContainers may serve too.
          const ports = [
            ...workload.containers,
            ...workload.initContainers,
          ].flatMap(one => one.ports);
          return (
            (ports.length === 0 && typeof target === 'number') ||
            ports.some(
              ({ name, number }) =>
                name === target ||
                number === target ||
                String(number) === textOf(target),
            )
          );
        });
        if (!reached)
          yield {
            place: context.places.of(port, key),
            object: service,
            message: `${key} ${textOf(target)} is no port of ${selected
              .map(({ object }) => object.label)
              .join(', ')}`,
          };
      }
    }
  },
};
