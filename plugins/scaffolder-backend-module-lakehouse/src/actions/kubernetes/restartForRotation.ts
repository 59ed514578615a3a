import { ROTATION_LABEL } from '@lakehouse-portal/blueprint';
import type {
  KubernetesClient,
  KubernetesObject,
} from '@lakehouse-portal/kubernetes';

/** Another manager than that of the document: an apply of it leaves the mark alone, and so restarts nothing. */
const MANAGER = 'lakehouse-portal-rotation';

const COMPONENT = 'app.kubernetes.io/component';
/** What others need is restarted before them; the database reads its password from its volume. */
const ORDER = [['storage'], ['catalog'], ['coordinator', 'worker']];

/** The pods that read Secrets, in the order in which they are restarted. */
export function restartGroups(
  objects: readonly KubernetesObject[],
): KubernetesObject[][] {
  return ORDER.map(parts =>
    objects.filter(
      ({ kind, metadata }) =>
        (kind === 'Deployment' || kind === 'StatefulSet') &&
        parts.includes(metadata.labels?.[COMPONENT] ?? ''),
    ),
  ).filter(group => group.length > 0);
}

/** Restarts pods, as their controller would for another image; once for each rotation, however often it is called. */
export async function restartForRotation(
  client: KubernetesClient,
  workloads: readonly KubernetesObject[],
  id: string,
  signal?: AbortSignal,
): Promise<void> {
  for (const { apiVersion, kind, metadata } of workloads)
    await client.apply(
      {
        ...{ apiVersion, kind },
        metadata: { name: metadata.name, namespace: metadata.namespace },
        spec: {
          template: { metadata: { annotations: { [ROTATION_LABEL]: id } } },
        },
      },
      { fieldManager: MANAGER, signal },
    );
}
