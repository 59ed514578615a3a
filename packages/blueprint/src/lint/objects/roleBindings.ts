import type { LintContext } from '../LintContext';
import { fieldsOf } from '../source/Fields';
import type { ManifestObject } from './ManifestObject';

/** The bindings of Kubernetes' own access control (RBAC). */
export function roleBindings(context: LintContext): ManifestObject[] {
  return ['RoleBinding', 'ClusterRoleBinding']
    .flatMap(kind => context.objectsOf(kind))
    .filter(({ value }) => 'roleRef' in fieldsOf(value));
}
