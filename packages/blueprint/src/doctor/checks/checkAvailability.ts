import type { LintContext } from '../../lint/LintContext';
import { inSameNamespace } from '../../lint/objects/ManifestObject';
import { labelSelectorSelects } from '../../lint/objects/selects';
import { fieldsOf } from '../../lint/source/Fields';
import type { StackFinding } from '../StackFinding';

/**
 * What stops when a node is drained.
 *
 * @param areBudgetsRead - Whether disruption budgets were handed in: else that none is there says nothing.
 */
export function checkAvailability(
  context: LintContext,
  areBudgetsRead: boolean,
): StackFinding[] {
  const serving = context.serving.filter(
    ({ kind }) => kind === 'Deployment' || kind === 'StatefulSet',
  );
  const budgets = context.objectsOf('PodDisruptionBudget');
  const unguarded = serving.filter(
    ({ object, labels }) =>
      !budgets.some(
        budget =>
          inSameNamespace(budget, object) &&
          labelSelectorSelects(
            fieldsOf(fieldsOf(budget.value.spec).selector),
            labels,
          ),
      ),
  );
  const single = unguarded.filter(({ replicas }) => replicas === 1);
  const several = unguarded.filter(({ replicas }) => replicas > 1);
  const findings: StackFinding[] = [];
  if (single.length > 0)
    findings.push({
      ...{ topic: 'availability', rule: 'D-single', severity: 'info' },
      message: `One pod each and no disruption budget, so that a drained node stops them for as long as they need to start: ${single
        .map(({ object }) => object.label)
        .join(', ')}`,
      fix: 'Drain when nobody works. A budget for a single pod would only block the drain; Trino has one coordinator at most.',
    });
  if (areBudgetsRead)
    for (const { object, replicas } of several)
      findings.push({
        ...{ topic: 'availability', rule: 'D-no-budget', severity: 'warning' },
        object: object.label,
        message: `${replicas} pods and no disruption budget: a drain may stop all of them at once`,
        fix: 'A PodDisruptionBudget with maxUnavailable: 1.',
        source: 'Kubernetes documentation: disruptions',
      });
  return findings;
}
