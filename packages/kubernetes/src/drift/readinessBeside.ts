import type { KubernetesObject, LiveObject } from '../model';
import { type Readiness, readinessOf } from '../wait';
import { progressing } from '../wait/Readiness';

/**
 * How an object is by its own status, beside how it is rendered. Scaled to none it is as ready as Kubernetes can tell; where it
 * is rendered with pods, nobody is answered.
 */
export function readinessBeside(
  live: LiveObject,
  rendered: KubernetesObject,
): Readiness {
  const wanted = replicasOf(rendered) ?? 0;
  return replicasOf(live) === 0 && wanted > 0
    ? progressing(
        `is scaled to 0 instead of ${
          wanted === 1 ? '1 pod' : `${wanted} pods`
        }`,
      )
    : readinessOf(live);
}

function replicasOf({
  spec,
}: KubernetesObject | LiveObject): number | undefined {
  return (spec as { replicas?: number } | undefined)?.replicas;
}
