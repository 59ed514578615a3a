import type { KubernetesApi } from './KubernetesApi';

interface Node {
  status: { conditions?: { type: string; status: string }[] };
}

/**
 * Waits until a node says that it is ready.
 *
 * @throws Error after `timeoutMs`, with what it says instead.
 */
export async function untilNodeReady(
  api: KubernetesApi,
  name: string,
  timeoutMs: number,
): Promise<void> {
  await api.until<Node>(
    `/api/v1/nodes/${name}`,
    ({ status }) =>
      status.conditions?.some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      ) ?? false,
    timeoutMs,
  );
}
