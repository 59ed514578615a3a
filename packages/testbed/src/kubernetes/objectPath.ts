/** An object of Kubernetes, of any kind. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [field: string]: unknown };
  [field: string]: unknown;
}

/**
 * Where an object is: `/apis/apps/v1/namespaces/lake/deployments/trino`.
 *
 * @param resource - Of its kind, as the API server has it: `{ name: 'deployments', namespaced: true }`.
 * @param namespace - Where the object needs one and names none; then `default`.
 */
export function objectPath(
  { apiVersion, metadata }: KubernetesObject,
  resource: { name: string; namespaced: boolean },
  namespace: string = 'default',
): string {
  return [
    apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
    ...(resource.namespaced
      ? ['namespaces', metadata.namespace ?? namespace]
      : []),
    resource.name,
    metadata.name,
  ].join('/');
}
