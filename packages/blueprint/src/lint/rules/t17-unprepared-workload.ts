import type { LintContext } from '../LintContext';
import type { LintRule } from '../model/LintRule';
import { inSameNamespace } from '../objects/ManifestObject';
import { memoryLimitOf } from '../objects/memoryLimitOf';
import { labelSelectorSelects } from '../objects/selects';
import type { Workload } from '../objects/Workload';
import { fieldsOf, isFalse, valueAt } from '../source/Fields';
import type { TrinoNode } from '../trino/TrinoNode';

/** T17. */
export const unpreparedWorkload: LintRule = {
  id: 'T17',
  name: 'unprepared-workload',
  severity: 'info',
  summary:
    'A Trino workload without security context, memory limit, service account, spread, disruption budget, or restart on changed configuration',
  consequence:
    'A changed ConfigMap never reaches the pods; workers share a node and go down with it, or are drained all at once; the restricted Pod Security profile refuses the pods.',
  fix: 'Add what is missing; a checksum of the configuration as annotation of the pod template makes changes roll the pods.',
  source:
    'official Trino chart (checksum/* annotations, security contexts); Kubernetes documentation: Pod Security Standards',
  *check(context) {
    for (const node of context.trino) {
      if (!node.workload || !node.container) continue;
      const missing = missingOf(context, node, node.workload);
      if (missing.length > 0)
        yield {
          place: context.places.of(
            fieldsOf(node.workload.object.value.metadata),
            'name',
          ),
          object: node.workload.object,
          message: `Without ${missing.join(', ')}`,
        };
    }
  },
};

function missingOf(
  context: LintContext,
  node: TrinoNode,
  workload: Workload,
): string[] {
  const { pod, podMetadata, object } = workload;
  const missing: string[] = [];
  if (
    pod.securityContext === undefined &&
    node.container!.value.securityContext === undefined
  )
    missing.push('securityContext');
  if (memoryLimitOf(node.container!) === undefined)
    missing.push('a memory limit');
  if (
    pod.serviceAccountName === undefined &&
    !isFalse(pod.automountServiceAccountToken)
  )
    missing.push(
      'a serviceAccountName (or automountServiceAccountToken: false)',
    );
  if (scaled(context, workload)) {
    if (
      pod.topologySpreadConstraints === undefined &&
      pod.affinity === undefined
    )
      missing.push('topologySpreadConstraints or anti-affinity');
    const protectedBy = context
      .objectsOf('PodDisruptionBudget')
      .some(
        budget =>
          inSameNamespace(budget, object) &&
          labelSelectorSelects(
            fieldsOf(valueAt(budget.value, 'spec', 'selector')),
            workload.labels,
          ),
      );
    if (!protectedBy) missing.push('a PodDisruptionBudget');
  }
  const annotations = {
    ...fieldsOf(podMetadata.annotations),
    ...fieldsOf(fieldsOf(object.value.metadata).annotations),
  };
  const rolls =
    node.files.every(file => file.object?.hashed) ||
    Object.keys(annotations).some(key =>
      /checksum|hash|reloader|sha/i.test(key),
    );
  if (!rolls)
    missing.push('a checksum annotation (a changed ConfigMap rolls no pod)');
  return missing;
}

/** Whether there can be more than one pod. */
function scaled(context: LintContext, workload: Workload): boolean {
  if (workload.replicas > 1) return true;
  return [
    ...context.objectsOf('HorizontalPodAutoscaler'),
    ...context.objectsOf('ScaledObject'),
  ].some(
    scaler =>
      inSameNamespace(scaler, workload.object) &&
      valueAt(scaler.value, 'spec', 'scaleTargetRef', 'name') ===
        workload.object.name,
  );
}
