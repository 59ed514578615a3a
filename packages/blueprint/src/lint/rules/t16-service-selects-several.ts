import type { LintRule } from '../model/LintRule';
import { inSameNamespace } from '../objects/ManifestObject';
import { selectsLabels } from '../objects/selects';
import { labelsOf } from '../objects/Workload';
import { valueAt } from '../source/Fields';

/** T16. */
export const serviceSelectsSeveral: LintRule = {
  id: 'T16',
  name: 'service-selects-several',
  severity: 'error',
  summary: "A Service whose selector takes in Trino's workers, or two Trinos",
  consequence:
    'Clients reach a worker, or another cluster, every other time: "/v1/statement" answers 404 there and queries vanish.',
  fix: 'app.kubernetes.io/instance and app.kubernetes.io/component in the selector and in the labels of the pods.',
  source:
    'Kubernetes documentation: Services; a manifest of this kind was read',
  *check(context) {
    const nodes = context.trino.filter(node => node.workload);
    const workloads = [...new Set(nodes.map(({ workload }) => workload!))];
    for (const service of context.objectsOf('Service')) {
      const selector = labelsOf(valueAt(service.value, 'spec', 'selector'));
      if (valueAt(service.value, 'spec', 'clusterIP') === 'None') continue;
      const selected = workloads.filter(
        ({ object, labels }) =>
          inSameNamespace(object, service) && selectsLabels(selector, labels),
      );
      // Overlays may hold one object twice, which K4 says.
      const names = [...new Set(selected.map(({ object }) => object.label))];
      if (names.length < 2) continue;
      yield {
        place: context.places.of(
          valueAt(service.value, 'spec') as object,
          'selector',
        ),
        object: service,
        message: `The Service sends requests to ${names.join(' and ')}`,
      };
    }
  },
};
