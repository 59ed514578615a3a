/**
 * How much of a Kubernetes is real.
 *
 * - `api`: etcd and the API server: validation, server-side apply, RBAC, admission, custom resources. Nothing acts on what
 *   is stored.
 * - `controllers`: also the controllers and the scheduler, on simulated nodes (kwok): deployments become ready, jobs
 *   complete, claims are bound; but no container runs, and any image, probe and command "works".
 * - `pods`: a real node instead of the simulated ones (kubelet, kube-proxy, containerd, runc, CoreDNS), all of it in
 *   namespaces of its own. There is no registry: images are made from files of this machine.
 */
export type KubernetesLevel = 'api' | 'controllers' | 'pods';

/** All of them, from the smallest. */
export const KUBERNETES_LEVELS: KubernetesLevel[] = [
  'api',
  'controllers',
  'pods',
];
