import type { LintRule } from '../model/LintRule';
import { inSameNamespace } from '../objects/ManifestObject';
import { labelSelectorSelects, selectsLabels } from '../objects/selects';
import { labelsOf } from '../objects/Workload';
import { fieldsOf } from '../source/Fields';

/** R6. */
export const selectorMatchesNothing: LintRule = {
  id: 'R6',
  name: 'selector-matches-nothing',
  severity: 'warning',
  summary:
    'A Service, disruption budget or network policy for pods that are not there',
  consequence:
    'The Service has no endpoints (connection refused); the budget or policy protects nothing.',
  fix: 'Make the selector fit the labels of the pod template.',
  source: 'Kubernetes documentation: labels and selectors',
  *check(context) {
    const near = (object: { namespace?: string }) =>
      context.workloads.filter(workload =>
        inSameNamespace(workload.object, object),
      );
    for (const service of context.objectsOf('Service')) {
      const spec = fieldsOf(service.value.spec);
      const selector = withoutAdded(labelsOf(spec.selector));
      const workloads = near(service);
      if (Object.keys(selector).length === 0 || workloads.length === 0)
        continue;
      // The pods of an operator have labels that only it knows.
      if (
        Object.keys(selector).some(key =>
          /^(cnpg\.io|strimzi\.io|app\.stackable)/.test(key),
        )
      )
        continue;
      if (workloads.some(({ labels }) => selectsLabels(selector, labels)))
        continue;
      yield {
        place: context.places.of(spec, 'selector'),
        object: service,
        message: `No pod has ${show(selector)}: the Service has no endpoints`,
      };
    }
    for (const [kind, field] of [
      ['PodDisruptionBudget', 'selector'],
      ['NetworkPolicy', 'podSelector'],
    ])
      for (const object of context.objectsOf(kind)) {
        const spec = fieldsOf(object.value.spec);
        const whole = fieldsOf(spec[field]);
        const selector = whole.matchLabels
          ? {
              ...whole,
              matchLabels: withoutAdded(labelsOf(whole.matchLabels)),
            }
          : whole;
        const workloads = near(object);
        if (workloads.length === 0 || Object.keys(selector).length === 0)
          continue;
        if (
          JSON.stringify(selector).match(/cnpg\.io|strimzi\.io|app\.stackable/)
        )
          continue;
        if (
          workloads.some(({ labels }) => labelSelectorSelects(selector, labels))
        )
          continue;
        yield {
          place: context.places.of(spec, field),
          object,
          message: `No pod has ${
            show(labelsOf(selector.matchLabels)) || 'these labels'
          }: the ${kind} applies to nothing`,
        };
      }
  },
};

/** Labels that controllers give to pods beside those of the template. */
const ADDED =
  /^(statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|(batch\.kubernetes\.io\/)?(job-name|controller-uid)|pod-template-hash|controller-revision-hash)$/;

function withoutAdded(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => !ADDED.test(key)),
  );
}

function show(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
