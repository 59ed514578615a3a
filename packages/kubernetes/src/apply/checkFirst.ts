import { boundedAll } from '../client/boundedAll';
import type { KubernetesObject } from '../model';
import type { ObjectPreview } from '../preview';
import { previewObject, promisedBy } from '../preview/previewObject';
import type { ApplyContext } from './applyObject';
import type { AppliedObject } from './ApplyReport';
import type { Layer } from './layersOf';
import { untouched } from './reportOf';

/**
 * Lets the server try all objects.
 *
 * @returns What is in the way, with all objects; undefined where nothing is.
 */
export async function checkFirst(
  layers: readonly Layer[],
  objects: readonly KubernetesObject[],
  context: ApplyContext,
): Promise<AppliedObject[] | undefined> {
  const { client, takeOwnership } = context;
  const previewContext = { ...context, promised: promisedBy(objects) };
  const ordered = layers.flatMap(layer => layer.objects);
  const previews = await boundedAll(ordered, client.concurrency, object =>
    previewObject(object, previewContext),
  );
  const inTheWay = previews.map(preview => obstacle(preview, takeOwnership));
  if (inTheWay.every(found => !found)) return undefined;
  return ordered.map((object, i) => inTheWay[i] ?? untouched(object));
}

function obstacle(
  { id, reference, layer, action, conflicts, refusal, warnings }: ObjectPreview,
  takeOwnership: ReadonlySet<string>,
): AppliedObject | undefined {
  const base = { id, reference, layer, changes: [], conflicts, warnings };
  if (action === 'rejected') return { ...base, action, refusal };
  const isAgreed = conflicts.every(
    ({ field }) =>
      takeOwnership.has(field) || takeOwnership.has(`${id} ${field}`),
  );
  return action === 'conflict' && !isAgreed ? { ...base, action } : undefined;
}
