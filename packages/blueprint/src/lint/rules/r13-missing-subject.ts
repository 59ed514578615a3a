import type { LintRule } from '../model/LintRule';
import { isThere } from '../objects/references';
import { roleBindings } from '../objects/roleBindings';
import { fieldsOf, listOf, textOf } from '../source/Fields';

/** R13. */
export const missingSubject: LintRule = {
  id: 'R13',
  name: 'missing-subject',
  severity: 'warning',
  summary: 'A binding for a ServiceAccount that is not there',
  consequence:
    'Nobody gets what the binding allows: pods of another account are answered 403 Forbidden.',
  fix: 'Correct the name, add the ServiceAccount, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: ServiceAccount/<name>.',
  source: 'Kubernetes documentation: RBAC',
  *check(context) {
    for (const binding of roleBindings(context))
      for (const item of listOf(binding.value.subjects)) {
        const subject = fieldsOf(item);
        const name = textOf(subject.name);
        if (subject.kind !== 'ServiceAccount' || name === undefined) continue;
        const namespace = textOf(subject.namespace) ?? binding.namespace;
        // Every namespace has it; and what is in one that these manifests say nothing of can't be seen.
        if (
          name === 'default' ||
          (namespace !== binding.namespace &&
            !context.objects.some(object => object.namespace === namespace))
        )
          continue;
        const from = { ...binding, namespace };
        if (isThere(context, { kind: 'ServiceAccount', name, from })) continue;
        yield {
          place: context.places.of(subject, 'name'),
          object: binding,
          message: `ServiceAccount "${name}" is not among these manifests: nobody gets what ${binding.label} allows`,
        };
      }
  },
};
