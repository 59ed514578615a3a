/**
 * How much of a Kubernetes is real.
 *
 * - `api`: etcd and the API server: validation, server-side apply, RBAC, admission, custom resources. Nothing acts on what
 *   is stored.
 *
 * There are no levels with controllers or with pods yet.
 */
export type KubernetesLevel = 'api';
