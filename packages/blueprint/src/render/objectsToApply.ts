import type { KubernetesObject } from '@lakehouse-portal/kubernetes';
import type { RenderedObject } from './model/RenderedObject';

/**
 * Rendered objects as those of any kind are applied: the fields that the compiler knew are fields like all others.
 * @public
 */
export function objectsToApply(
  objects: readonly RenderedObject[],
): KubernetesObject[] {
  return objects.map(({ metadata, ...object }) => ({
    ...object,
    metadata: { ...metadata },
  }));
}
