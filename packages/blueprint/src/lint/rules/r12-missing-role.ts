import type { LintRule } from '../model/LintRule';
import { isThere } from '../objects/references';
import { roleBindings } from '../objects/roleBindings';
import { fieldsOf, textOf } from '../source/Fields';

/** Roles that every cluster has. */
const BUILT_IN = /^(admin|cluster-admin|edit|view|system:.*)$/;

/** R12. */
export const missingRole: LintRule = {
  id: 'R12',
  name: 'missing-role',
  severity: 'warning',
  summary: 'A binding to a Role or ClusterRole that is not there',
  consequence:
    'If it does not exist in the cluster, the binding allows nothing: the API answers 403 Forbidden.',
  fix: 'Correct the name, add the role, or declare that it exists elsewhere: annotation lakehouse-portal.io/external: Role/<name>.',
  source: 'Kubernetes documentation: RBAC',
  *check(context) {
    for (const binding of roleBindings(context)) {
      const role = fieldsOf(binding.value.roleRef);
      const name = textOf(role.name);
      const kind = textOf(role.kind) ?? '';
      if (name === undefined || !/^(Cluster)?Role$/.test(kind)) continue;
      if (kind === 'ClusterRole' && BUILT_IN.test(name)) continue;
      if (isThere(context, { kind, name, from: binding })) continue;
      yield {
        place: context.places.of(role, 'name'),
        object: binding,
        message: `${kind} "${name}" is not among these manifests: whom ${binding.label} is about may do nothing by it`,
      };
    }
  },
};
