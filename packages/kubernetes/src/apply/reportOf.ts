import { type KubernetesObject, objectId, referenceOf } from '../model';
import type { WaitReport } from '../wait';
import type { AppliedObject, ApplyAction, ApplyReport } from './ApplyReport';
import { layerOf } from './layerOf';
import type { Layer } from './layersOf';

/** What became of all of them together. */
export function reportOf(
  objects: readonly AppliedObject[],
  setId: string,
  notReady?: WaitReport,
): ApplyReport {
  const counts: Record<ApplyAction, number> = {
    ...{ created: 0, updated: 0, unchanged: 0, kept: 0 },
    ...{ conflict: 0, rejected: 0, 'not-reached': 0 },
  };
  for (const { action } of objects) counts[action] += 1;
  const isIncomplete =
    counts.conflict + counts.rejected + counts['not-reached'] > 0 ||
    notReady !== undefined;
  const isChanged = counts.created + counts.updated > 0;
  const done = isChanged ? 'applied' : 'unchanged';
  return {
    outcome: isIncomplete ? 'incomplete' : done,
    objects: [...objects].sort((a, b) => a.layer - b.layer),
    ...{ counts, setId },
    ...(notReady && { notReady }),
  };
}

/** What comes after a layer. */
export function notReached(
  layers: readonly Layer[],
  last: Layer,
): AppliedObject[] {
  return layers
    .filter(({ number }) => number > last.number)
    .flatMap(({ objects }) => objects.map(untouched));
}

/** An object that nothing was done to. */
export function untouched(object: KubernetesObject): AppliedObject {
  const reference = referenceOf(object);
  return {
    ...{ id: objectId(reference), reference, layer: layerOf(object) },
    ...{ action: 'not-reached', changes: [], conflicts: [], warnings: [] },
  };
}
