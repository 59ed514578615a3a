import { boundedAll } from '../client/boundedAll';
import type { KubernetesObject } from '../model';
import type { ObjectPreview } from '../preview';
import { promisedBy, tryObject } from '../preview/tryObject';
import type { ApplyContext } from './applyObject';
import type { AppliedObject } from './ApplyReport';
import type { Layer } from './layersOf';
import { untouched } from './reportOf';

/** What trying all objects has shown. */
export interface Check {
  /** What is in the way, with all objects; undefined where nothing is. */
  readonly refused?: readonly AppliedObject[];
  /** Ids of the objects that are as wanted: nothing is sent for them, since the server may write even what is the same. */
  readonly settled: ReadonlySet<string>;
}

/** Lets the server try all objects. */
export async function checkFirst(
  layers: readonly Layer[],
  objects: readonly KubernetesObject[],
  context: ApplyContext,
): Promise<Check> {
  const { client, takeOwnership } = context;
  const tryContext = { ...context, promised: promisedBy(objects) };
  const ordered = layers.flatMap(layer => layer.objects);
  const tried = await boundedAll(ordered, client.concurrency, object =>
    tryObject(object, tryContext),
  );
  const settled = new Set(
    tried.filter(({ isSettled }) => isSettled).map(({ preview }) => preview.id),
  );
  const inTheWay = tried.map(({ preview }) => obstacle(preview, takeOwnership));
  if (inTheWay.every(found => !found)) return { settled };
  const refused = ordered.map((object, i) => inTheWay[i] ?? untouched(object));
  return { refused, settled };
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
