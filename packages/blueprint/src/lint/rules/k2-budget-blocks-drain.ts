import type { LintRule } from '../model/LintRule';
import { inSameNamespace } from '../objects/ManifestObject';
import { labelSelectorSelects } from '../objects/selects';
import { fieldsOf, textOf, valueAt } from '../source/Fields';

/** K2. */
export const budgetBlocksDrain: LintRule = {
  id: 'K2',
  name: 'budget-blocks-drain',
  severity: 'warning',
  summary: 'A disruption budget that never allows a pod to go',
  consequence:
    'Draining a node waits for ever: upgrades of the cluster stand still.',
  fix: 'maxUnavailable: 1; no budget for a single pod.',
  source: 'Kubernetes documentation: specifying a disruption budget',
  *check(context) {
    for (const budget of context.objectsOf('PodDisruptionBudget')) {
      const spec = fieldsOf(budget.value.spec);
      const selected = context.workloads.filter(
        ({ object, labels }) =>
          inSameNamespace(object, budget) &&
          labelSelectorSelects(fieldsOf(spec.selector), labels),
      );
      if (selected.length === 0) continue;
      const pods = selected.reduce((sum, { object, replicas }) => {
        const scaler = context
          .objectsOf('HorizontalPodAutoscaler')
          .find(
            candidate =>
              inSameNamespace(candidate, object) &&
              valueAt(candidate.value, 'spec', 'scaleTargetRef', 'name') ===
                object.name,
          );
        const least = scaler && valueAt(scaler.value, 'spec', 'minReplicas');
        return sum + (typeof least === 'number' ? least : replicas);
      }, 0);
      const { minAvailable, maxUnavailable } = spec;
      const blocked =
        (maxUnavailable !== undefined &&
          parseInt(textOf(maxUnavailable) ?? '', 10) === 0) ||
        (typeof minAvailable === 'number' && minAvailable >= pods) ||
        minAvailable === '100%';
      if (!blocked) continue;
      const key =
        minAvailable === undefined ? 'maxUnavailable' : 'minAvailable';
      yield {
        place: context.places.of(spec, key),
        object: budget,
        message: `${key}: ${textOf(spec[key])} with ${pods} pod${
          pods === 1 ? '' : 's'
        } lets none go`,
      };
    }
  },
};
