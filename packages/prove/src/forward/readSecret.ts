import type { KubernetesClient } from '@lakehouse-portal/kubernetes';

/**
 * The values of a Secret. They are for the connection that they open: nothing prints or keeps them.
 *
 * @throws NotFoundError, ForbiddenError and so on, without values.
 */
export async function readSecret(
  client: Pick<KubernetesClient, 'json'>,
  { namespace, name }: { namespace: string; name: string },
  signal?: AbortSignal,
): Promise<(key: string) => string | undefined> {
  const { data = {} } = await client.json<{ data?: Record<string, string> }>({
    method: 'GET',
    path: `/api/v1/namespaces/${encodeURIComponent(
      namespace,
    )}/secrets/${encodeURIComponent(name)}`,
    signal,
  });
  return key =>
    Object.hasOwn(data, key)
      ? Buffer.from(data[key], 'base64').toString('utf8')
      : undefined;
}
