import type { LintRule } from '../model/LintRule';
import type { LintContext } from '../LintContext';
import { labelSelectorSelects } from '../objects/selects';
import type { Workload } from '../objects/Workload';
import { fieldsOf, valueAt } from '../source/Fields';

const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** R7. */
export const overlappingSelectors: LintRule = {
  id: 'R7',
  name: 'overlapping-selectors',
  severity: 'error',
  summary: 'Two controllers whose selectors take in the same pods',
  consequence:
    'They fight: each counts the pods of the other, and scales or adopts them.',
  fix: 'app.kubernetes.io/instance and app.kubernetes.io/component in selector and labels of each.',
  source:
    'Kubernetes documentation: Deployment ("do not overlap labels or selectors")',
  *check(context) {
    for (const [one, other] of overlaps(context))
      yield {
        place: context.places.of(fieldsOf(one.object.value.spec), 'selector'),
        object: one.object,
        message: `The selector also takes in the pods of ${other.object.label}`,
      };
  },
};

/** Pairs of controllers of which the first selects the pods of the second. */
function* overlaps(context: LintContext): Generator<[Workload, Workload]> {
  // By one required label, so that a thousand controllers aren't compared with each other.
  const byLabel = new Map<string, Workload[]>();
  const controllers = context.workloads.filter(({ kind }) => KINDS.has(kind));
  for (const workload of controllers)
    for (const [key, value] of Object.entries(workload.labels)) {
      const id = `${workload.object.namespace}\0${key}=${value}`;
      const list = byLabel.get(id) ?? [];
      list.push(workload);
      byLabel.set(id, list);
    }
  for (const workload of controllers) {
    const selector = fieldsOf(
      valueAt(workload.object.value, 'spec', 'selector'),
    );
    const smallest = Object.entries(fieldsOf(selector.matchLabels))
      .map(
        ([key, value]) =>
          byLabel.get(
            `${workload.object.namespace}\0${key}=${String(value)}`,
          ) ?? [],
      )
      .sort((a, b) => a.length - b.length)[0];
    for (const other of smallest ?? [])
      if (
        other !== workload &&
        other.object.label !== workload.object.label &&
        labelSelectorSelects(selector, other.labels)
      )
        yield [workload, other];
  }
}
