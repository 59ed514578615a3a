import {
  documentInCluster,
  type LakehouseDocument,
  parseLakehouse,
} from '@lakehouse-portal/blueprint';
import { BadInputError } from '../../errors/BadInputError';
import type { KubectlCluster } from './readKubeconfig';

/**
 * The document of a lakehouse as its cluster keeps it: what was applied last.
 *
 * @throws BadInputError where there is none; InvalidLakehouseError for one that can't be used; KubernetesError when the cluster
 * does not answer, or does not let it be read.
 */
export async function readKeptDocument(
  { client, name: cluster }: Pick<KubectlCluster, 'client' | 'name'>,
  lakehouse: { name: string; namespace: string },
  signal: AbortSignal,
): Promise<LakehouseDocument> {
  const { namespace } = lakehouse;
  const name = `${lakehouse.name}-document`;
  const text = await documentInCluster(client, lakehouse, signal);
  if (text === undefined)
    throw new BadInputError(
      `The namespace ${namespace} of ${cluster} has no ConfigMap ${name}, in which a lakehouse keeps its document: give --namespace if it is in another, or --document with a file`,
    );
  return parseLakehouse(text, `ConfigMap ${namespace}/${name}`);
}
