import type { KubernetesClient } from '@lakehouse-portal/kubernetes';
import { DOCUMENT_KEY } from '../render/namespace/namespaceComponent';

/**
 * The document that is kept with a lakehouse: `lakehouse.yaml` of the ConfigMap `NAME-document`, which is rendered with
 * everything else, whoever applies it.
 *
 * @returns YAML as it stands there, not checked (`parseLakehouse` does); `undefined` where there is none.
 * @throws ForbiddenError, ClusterUnreachableError and so on, as `KubernetesClient.find` does.
 * @public
 */
export async function documentInCluster(
  client: Pick<KubernetesClient, 'find'>,
  lakehouse: { name: string; namespace: string },
  signal?: AbortSignal,
): Promise<string | undefined> {
  const { name, namespace } = lakehouse;
  const found = await client.find(
    {
      ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace },
      name: `${name}-document`,
    },
    signal,
  );
  const data = found?.data as Record<string, unknown> | undefined;
  const text = data?.[DOCUMENT_KEY];
  return typeof text === 'string' ? text : undefined;
}
