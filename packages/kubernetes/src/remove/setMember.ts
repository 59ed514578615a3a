import { layerOf } from '../apply/layerOf';
import { type LiveObject, objectId, referenceOf } from '../model';
import type { SetMember } from './RemovalPlan';

/** A live object, as far as removing it is concerned. */
export function setMember(live: LiveObject): SetMember {
  const reference = referenceOf(live);
  const size = sizeOf(live);
  return {
    ...{ id: objectId(reference), reference },
    uid: live.metadata.uid ?? '',
    layer: safeLayer(live),
    ...(size !== undefined && { size }),
  };
}

/** Somebody may have written anything into its annotation since. */
function safeLayer(live: LiveObject): number {
  try {
    return layerOf(live);
  } catch {
    const { annotations: _, ...metadata } = live.metadata;
    return layerOf({ ...live, metadata });
  }
}

function sizeOf({ kind, spec }: LiveObject): string | undefined {
  if (kind !== 'PersistentVolumeClaim') return undefined;
  const { resources } = (spec ?? {}) as {
    resources?: { requests?: { storage?: string } };
  };
  return resources?.requests?.storage;
}
