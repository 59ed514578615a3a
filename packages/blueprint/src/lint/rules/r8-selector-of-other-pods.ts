import type { LintRule } from '../model/LintRule';
import { labelSelectorSelects } from '../objects/selects';
import { fieldsOf } from '../source/Fields';

/** R8. */
export const selectorOfOtherPods: LintRule = {
  id: 'R8',
  name: 'selector-of-other-pods',
  severity: 'error',
  summary: 'A controller whose selector does not select its own pods',
  consequence:
    'The API server refuses it: `selector` does not match template `labels`.',
  fix: 'Give the pod template the labels that the selector asks for.',
  source: 'Kubernetes API validation of Deployment, StatefulSet and DaemonSet',
  *check(context) {
    for (const workload of context.workloads) {
      if (
        !['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(
          workload.kind,
        )
      )
        continue;
      const spec = fieldsOf(workload.object.value.spec);
      const selector = fieldsOf(spec.selector);
      if (
        spec.template === undefined ||
        labelSelectorSelects(selector, workload.labels)
      )
        continue;
      yield {
        place: context.places.of(spec, 'selector'),
        object: workload.object,
        message:
          'The selector does not match the labels of the pod template: the API server refuses the object',
      };
    }
  },
};
