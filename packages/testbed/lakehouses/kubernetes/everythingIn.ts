import type { KubernetesCluster } from '../../src/kubernetes';

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
  verbs: string[];
}

interface Group {
  name: string;
  preferredVersion: { groupVersion: string };
}

/** What Kubernetes makes and keeps for itself, in any namespace. */
const OF_KUBERNETES = [
  /^Event\b/,
  /^Lease\b/,
  /^ConfigMap\/[^/]+\/kube-root-ca\.crt$/,
  /^ServiceAccount\/[^/]+\/default$/,
];

/**
 * Ids of all objects of every kind in a namespace, sorted: `Deployment.apps/sales/sales-trino`. Without what Kubernetes keeps
 * for itself.
 */
export async function everythingIn(
  cluster: KubernetesCluster,
  namespace: string,
): Promise<string[]> {
  const get = <T>(path: string) => cluster.api.request<T>('GET', path);
  const { groups } = await get<{ groups: Group[] }>('/apis');
  const ids: string[] = [];
  for (const { name: group, path } of [
    { name: '', path: '/api/v1' },
    ...groups.map(({ name, preferredVersion }) => ({
      ...{ name, path: `/apis/${preferredVersion.groupVersion}` },
    })),
  ]) {
    const { resources } = await get<{ resources: Resource[] }>(path);
    for (const { name, kind, namespaced, verbs } of resources) {
      // A part of another, as pods/log, can't be listed.
      if (!namespaced || !verbs.includes('list')) continue;
      const { items } = await get<{ items: { metadata: { name: string } }[] }>(
        `${path}/namespaces/${namespace}/${name}`,
      );
      for (const { metadata } of items)
        ids.push(
          `${kind}${group && `.${group}`}/${namespace}/${metadata.name}`,
        );
    }
  }
  return ids
    .filter(id => !OF_KUBERNETES.some(pattern => pattern.test(id)))
    .sort();
}
