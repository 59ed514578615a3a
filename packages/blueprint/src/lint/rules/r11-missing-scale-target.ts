import type { LintRule } from '../model/LintRule';
import { isThere } from '../objects/references';
import { fieldsOf, textOf, valueAt } from '../source/Fields';

/** Kinds with pods of their own; of the others an operator knows. */
const SCALED = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

/** R11. */
export const missingScaleTarget: LintRule = {
  id: 'R11',
  name: 'missing-scale-target',
  severity: 'warning',
  summary: 'An autoscaler of something that is not there',
  consequence: 'Nothing is scaled, whatever the load.',
  fix: 'Correct kind and name of scaleTargetRef, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Deployment/<name>.',
  source:
    'Kubernetes documentation: horizontal pod autoscaling; KEDA: ScaledObject',
  *check(context) {
    for (const kind of ['HorizontalPodAutoscaler', 'ScaledObject'])
      for (const object of context.objectsOf(kind)) {
        const target = fieldsOf(
          valueAt(object.value, 'spec', 'scaleTargetRef'),
        );
        const name = textOf(target.name);
        const targetKind = textOf(target.kind) ?? 'Deployment';
        if (name === undefined || !SCALED.has(targetKind)) continue;
        if (isThere(context, { kind: targetKind, name, from: object }))
          continue;
        yield {
          place: context.places.of(target, 'name'),
          object,
          message: `${targetKind} "${name}" is not among these manifests: nothing is scaled`,
        };
      }
  },
};
