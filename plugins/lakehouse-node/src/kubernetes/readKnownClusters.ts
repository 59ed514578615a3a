import {
  type KubernetesResponse,
  UnexpectedResponseError,
} from '@lakehouse-portal/kubernetes';
import type { KnownCluster } from './KnownCluster';

/** What `GET /api/kubernetes/clusters` answers; with no cluster at all it is 404. */
export function readKnownClusters({
  status,
  body,
}: KubernetesResponse): KnownCluster[] {
  if (status === 404) return [];
  const items = status === 200 ? itemsOf(body) : undefined;
  if (!items)
    throw new UnexpectedResponseError(
      `The portal's Kubernetes plugin does not tell its clusters: it answers ${status}`,
      { operation: 'GET /clusters' },
    );
  return items.map(({ name, title }) => ({
    name: String(name),
    ...(typeof title === 'string' ? { title } : {}),
  }));
}

function itemsOf(
  body: string,
): { name: unknown; title?: unknown }[] | undefined {
  try {
    const { items } = JSON.parse(body) as { items?: unknown };
    return Array.isArray(items)
      ? items.filter(item => typeof item?.name === 'string')
      : undefined;
  } catch {
    return undefined;
  }
}
