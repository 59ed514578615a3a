import { setIdOf } from '../apply/applySetNames';
import { missingKeys, pendingKeys } from '../apply/generatedKeys';
import { memberOf } from '../apply/member';
import { layersOf, requireIdentities } from '../apply/layersOf';
import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { placeObjects } from '../client/placeObjects';
import { diffObjects } from '../diff';
import {
  type KubernetesObject,
  type LiveObject,
  objectId,
  type ObjectSet,
  referenceOf,
} from '../model';
import { refusalOf } from '../preview/refusalOf';
import { readinessOf } from '../wait';
import { ownersOf } from './ownersOf';
import { readinessBeside } from './readinessBeside';
import type { ObjectStatus, StatusReport } from './StatusReport';

/** As what objects were applied. */
export interface StatusOptions {
  readonly fieldManager: string;
  readonly set?: ObjectSet;
  readonly signal?: AbortSignal;
}

/**
 * Which objects are otherwise than they are rendered, in which fields, and who set these: by a dry run that would take all
 * fields over. What others set besides, as the replicas that an autoscaler decides on, is no drift. Nothing is changed.
 *
 * @throws InvalidInputError, and what concerns the whole cluster.
 */
export async function readStatus(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  options: StatusOptions,
): Promise<StatusReport> {
  const { set, signal } = options;
  const setId = set && (await setIdOf(set));
  requireIdentities(objects);
  const placed = await placeObjects(client, objects, signal);
  const ordered = layersOf(placed).flatMap(layer => layer.objects);
  const statuses = await boundedAll(ordered, client.concurrency, object =>
    statusOf(client, object, setId, options),
  );
  return {
    drifted: statuses.some(({ state }) => state !== 'as-rendered'),
    objects: statuses,
  };
}

async function statusOf(
  client: KubernetesClient,
  object: KubernetesObject,
  setId: string | undefined,
  { fieldManager, signal }: StatusOptions,
): Promise<ObjectStatus> {
  const reference = referenceOf(object);
  const base = { id: objectId(reference), reference, fields: [] };
  let seen: Pick<ObjectStatus, 'readiness' | 'live'> = {};
  try {
    const live = await client.find(reference, signal);
    if (!live) return { ...base, state: 'missing' };
    seen = {
      readiness: readinessOf(live),
      ...(live.kind !== 'Secret' && { live }),
    };
    const { object: rendered } = await client.apply(
      memberOf(
        object,
        live,
        // What something else applied, Flux for example, is in no set of ours: that is no drift.
        isAppliedBy(live, fieldManager) ? setId : undefined,
      ),
      { fieldManager, dryRun: true, force: true, signal },
    );
    const fields = [
      ...diffObjects(live, rendered),
      ...pendingKeys(missingKeys(object, live)),
    ].map(change => ({ ...change, owners: ownersOf(live, change.path) }));
    const state = fields.length > 0 ? 'drifted' : 'as-rendered';
    const readiness = readinessBeside(live, rendered);
    return { ...base, ...seen, readiness, state, fields };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { ...base, ...seen, state: 'unknown', refusal };
  }
}

function isAppliedBy(live: LiveObject, fieldManager: string): boolean {
  return (live.metadata.managedFields ?? []).some(
    ({ manager, operation }) =>
      manager === fieldManager && operation === 'Apply',
  );
}
