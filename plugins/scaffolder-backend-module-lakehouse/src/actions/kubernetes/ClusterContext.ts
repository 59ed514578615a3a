import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  type LakehouseDocument,
  type RenderedLakehouse,
  objectsToApply,
  renderLakehouse,
} from '@lakehouse-portal/blueprint';
import {
  KubernetesClient,
  type KubernetesObject,
  type ObjectSet,
} from '@lakehouse-portal/kubernetes';
import type { KubernetesAccess } from '@lakehouse-portal/plugin-lakehouse-node';
import { InputError } from '@backstage/errors';
import { type DocumentInput, documentOf } from './documentInput';

/** What actions on a cluster are handed. */
export type ClusterActionContext = Pick<
  ActionContext<JsonObject, JsonObject>,
  'getInitiatorCredentials' | 'signal'
>;

/** A lakehouse and the cluster that it is to be in. */
export interface ClusterTarget {
  document: LakehouseDocument;
  rendered: RenderedLakehouse;
  objects: KubernetesObject[];
  cluster: string;
  client: KubernetesClient;
  set: ObjectSet;
}

/**
 * Reads the document, renders it, and reaches the cluster on behalf of who started the task.
 *
 * @throws InputError for a document that can't be used, or where no cluster is named.
 */
export async function clusterTarget(
  ctx: ClusterActionContext,
  access: Pick<KubernetesAccess, 'transportTo'>,
  input: { document: DocumentInput; cluster?: string },
): Promise<ClusterTarget> {
  const document = documentOf(input.document);
  const rendered = renderLakehouse(document);
  const cluster = input.cluster ?? rendered.lakehouse.cluster;
  if (!cluster)
    throw new InputError(
      'No cluster is named: neither in the input of the action nor as spec.cluster of the document',
    );
  const { name, namespace } = rendered.lakehouse;
  return {
    ...{ document, rendered, cluster },
    objects: objectsToApply(rendered.objects),
    client: new KubernetesClient(
      await access.transportTo(cluster, await ctx.getInitiatorCredentials()),
    ),
    set: { name, namespace },
  };
}
