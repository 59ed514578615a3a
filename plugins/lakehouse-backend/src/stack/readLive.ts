import {
  ForbiddenError,
  type KubernetesClient,
  type KubernetesObject,
  UnknownKindError,
} from '@lakehouse-portal/kubernetes';

/** Of the values of a Secret nothing is ever read. */
const UNREAD = new Set(['Secret']);

/** The objects of a lakehouse as they are now; what may not be seen is left out, and said. */
export async function readLive(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  signal: AbortSignal,
): Promise<{ live: KubernetesObject[]; notes: string[] }> {
  const live: KubernetesObject[] = [];
  const notes = new Set<string>();
  for (const { apiVersion, kind, metadata } of objects) {
    if (UNREAD.has(kind)) continue;
    try {
      const found = await client.find(
        {
          ...{ apiVersion, kind, name: metadata.name },
          namespace: metadata.namespace,
        },
        signal,
      );
      if (found) live.push(found);
    } catch (error) {
      if (
        !(error instanceof ForbiddenError || error instanceof UnknownKindError)
      )
        throw error;
      notes.add(
        `Objects of kind ${kind} could not be looked at: ${error.message}`,
      );
    }
  }
  return { live, notes: [...notes] };
}
