import type { KubernetesClient } from '../client';
import { diffObjects } from '../diff';
import {
  ApplyConflictError,
  ConcurrentChangeError,
  ObjectRejectedError,
} from '../errors';
import {
  groupKindOf,
  type KubernetesObject,
  type LiveObject,
  objectId,
  referenceOf,
} from '../model';
import { refusalOf } from '../preview/refusalOf';
import type { AppliedObject } from './ApplyReport';
import { generateValues } from './generateValues';
import { layerOf } from './layerOf';
import { memberOf } from './member';
import { ownershipOf } from './ownershipOf';
import { takeFields } from './takeFields';

const ATTEMPTS = 5;

/** What is the same for all objects that are applied together. */
export interface ApplyContext {
  readonly client: KubernetesClient;
  readonly fieldManager: string;
  readonly setId: string;
  readonly takeOwnership: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

/** Applies an object. What concerns it alone is in the answer, what concerns the whole cluster is thrown. */
export async function applyObject(
  object: KubernetesObject,
  context: ApplyContext,
): Promise<AppliedObject> {
  const reference = referenceOf(object);
  const base = {
    ...{ id: objectId(reference), reference, layer: layerOf(object) },
    ...{ changes: [], conflicts: [], warnings: [] },
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return { ...base, ...(await applied(object, base.id, context)) };
    } catch (error) {
      if (error instanceof ConcurrentChangeError && attempt < ATTEMPTS)
        continue;
      if (error instanceof ApplyConflictError)
        return { ...base, action: 'conflict', conflicts: error.conflicts };
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const isKept =
        error instanceof ObjectRejectedError &&
        error.kind === 'immutable' &&
        groupKindOf(object) === 'Job.batch';
      return { ...base, action: isKept ? 'kept' : 'rejected', refusal };
    }
  }
}

type Outcome = Pick<AppliedObject, 'action'> & Partial<AppliedObject>;

async function applied(
  object: KubernetesObject,
  id: string,
  context: ApplyContext,
): Promise<Outcome> {
  const { client, fieldManager, setId, signal } = context;
  const before = await client.find(referenceOf(object), signal);
  const generated = await generateValues(object, before, context);
  const member = memberOf(object, before, setId);
  let tookOwnershipOf: readonly string[] = [];
  let result;
  try {
    result = await client.apply(member, { fieldManager, signal });
  } catch (error) {
    if (!(error instanceof ApplyConflictError)) throw error;
    ({ result, fields: tookOwnershipOf } = await takeFields(
      member,
      { id, error },
      context,
    ));
  }
  const { object: after, warnings } = result;
  const isCreated = result.created || before === undefined;
  const changes = diffObjects(before, isCreated ? member : after);
  return {
    action: actionOf(before, after, isCreated, changes.length > 0),
    ...{ changes, warnings },
    ...(generated.length > 0 && { generatedKeys: generated }),
    ...(tookOwnershipOf.length > 0 && { tookOwnershipOf }),
  };
}

/** The status of an object may change at any time, so that another version alone says nothing. */
function actionOf(
  before: LiveObject | undefined,
  after: LiveObject,
  isCreated: boolean,
  isChanged: boolean,
): 'created' | 'updated' | 'unchanged' {
  if (isCreated) return 'created';
  const isSameVersion =
    before?.metadata.resourceVersion === after.metadata.resourceVersion;
  if (
    !isChanged &&
    (isSameVersion || ownershipOf(before) === ownershipOf(after))
  )
    return 'unchanged';
  return 'updated';
}
