import { UnknownKindError } from '../errors';
import type { KubernetesObject } from '../model';
import { boundedAll } from './boundedAll';
import type { KubernetesClient } from './KubernetesClient';

/**
 * Objects with the namespace in which they are: `default` for those that need one and name none. Otherwise one and the same
 * object would have two ids.
 */
export function placeObjects(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  signal: AbortSignal | undefined,
): Promise<KubernetesObject[]> {
  return boundedAll(objects, client.concurrency, async object => {
    const { apiVersion, kind, metadata } = object;
    if (metadata.namespace !== undefined) return object;
    try {
      const resource = await client.resourceOf(apiVersion, kind, signal);
      return resource.namespaced
        ? { ...object, metadata: { ...metadata, namespace: 'default' } }
        : object;
    } catch (error) {
      // Its definition may be applied first. Otherwise this is said where the object is tried.
      if (error instanceof UnknownKindError) return object;
      throw error;
    }
  });
}
