import { ownershipOf } from '../apply/ownershipOf';
import { isShared, memberOf } from '../apply/member';
import { layerOf } from '../apply/layerOf';
import type { KubernetesClient } from '../client';
import { diffObjects, type FieldChange } from '../diff';
import {
  ApplyConflictError,
  NamespaceNotFoundError,
  ObjectRejectedError,
  UnknownKindError,
} from '../errors';
import {
  groupKindOf,
  type KubernetesObject,
  type LiveObject,
  objectId,
  referenceOf,
} from '../model';
import type { ObjectPreview } from './ObjectPreview';
import { refusalOf } from './refusalOf';
import { missingKeys, pendingKeys } from '../apply/generatedKeys';

/** What is the same for all objects of a preview. */
export interface PreviewContext {
  readonly client: KubernetesClient;
  readonly fieldManager: string;
  readonly setId: string | undefined;
  /** Namespaces and kinds (`Cluster.postgresql.cnpg.io`) that are among the objects. */
  readonly promised: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

/** What came of trying an object. */
export interface TriedObject {
  readonly preview: ObjectPreview;
  /** It is as wanted, and its fields are ours already: applying it is of no use. */
  readonly isSettled: boolean;
}

/** Lets the server try an object. What concerns the whole cluster is thrown. */
export async function tryObject(
  object: KubernetesObject,
  context: PreviewContext,
): Promise<TriedObject> {
  const { isSettled = false, ...preview } = await outcomeOf(object, context);
  return { preview, isSettled };
}

async function outcomeOf(
  object: KubernetesObject,
  context: PreviewContext,
): Promise<ObjectPreview & { isSettled?: boolean }> {
  const reference = referenceOf(object);
  const base = {
    ...{ id: objectId(reference), reference, layer: layerOf(object) },
    ...{ changes: [], conflicts: [], warnings: [] },
  };
  let live: LiveObject | undefined;
  try {
    live = await context.client.find(reference, context.signal);
    return { ...base, ...(await tried(object, live, context)) };
  } catch (error) {
    if (error instanceof UnknownKindError && isPromised(object, context))
      return {
        ...base,
        action: 'unknown-until-kind-exists',
        note: 'Its custom resource definition is applied before it; the server can try it only then.',
      };
    if (error instanceof NamespaceNotFoundError)
      return { ...base, ...(await untried(object, error, context)) };
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const isImmutable =
      error instanceof ObjectRejectedError && error.kind === 'immutable';
    const isKept = isImmutable && groupKindOf(object) === 'Job.batch';
    return {
      ...base,
      ...{ action: isKept ? 'kept' : 'rejected', refusal },
      changes: isImmutable && live ? wanted(live, object) : [],
      ...(isKept && {
        note: 'It ran with another template, and stays as it is: a Job can not be changed. A new one needs another name.',
      }),
    };
  }
}

type Outcome = Pick<ObjectPreview, 'action'> &
  Partial<ObjectPreview> & { isSettled?: boolean };

async function tried(
  object: KubernetesObject,
  live: LiveObject | undefined,
  context: PreviewContext,
): Promise<Outcome> {
  const { client, fieldManager, signal } = context;
  const member = memberOf(object, live, context.setId);
  const options = { fieldManager, dryRun: true, signal };
  try {
    const { object: after, warnings } = await client.apply(member, options);
    const changes = [
      ...diffObjects(live, live ? after : member),
      ...pendingKeys(missingKeys(object, live)),
    ];
    if (!live) return { action: 'create', changes, warnings };
    if (changes.length > 0) return { action: 'update', changes, warnings };
    const isSettled = ownershipOf(live) === ownershipOf(after);
    return { action: 'unchanged', changes, warnings, isSettled };
  } catch (error) {
    if (!(error instanceof ApplyConflictError)) throw error;
    // What it would be if all fields were taken over, tried too.
    const forced = { ...options, force: true };
    const { object: after, warnings } = await client.apply(member, forced);
    return {
      action: 'conflict',
      conflicts: error.conflicts,
      changes: diffObjects(live, after),
      warnings,
    };
  }
}

/** Its namespace is not there. */
async function untried(
  object: KubernetesObject,
  error: NamespaceNotFoundError,
  context: PreviewContext,
): Promise<Outcome> {
  const { namespace = 'default' } = referenceOf(object);
  if (!context.promised.has(`Namespace/${namespace}`))
    return {
      action: 'rejected',
      refusal: {
        error: error.name,
        message: `There is no namespace "${namespace}" in the cluster, and none is among the objects`,
        causes: [{ message: error.message }],
        remedy: 'Have the namespace made first.',
      },
    };
  return {
    action: 'unknown-until-namespace-exists',
    changes: diffObjects(undefined, memberOf(object, undefined, context.setId)),
    note: `It is new, and so is its namespace "${namespace}": the server can try it only in a namespace that exists.`,
  };
}

function isPromised(
  object: KubernetesObject,
  { promised }: PreviewContext,
): boolean {
  return promised.has(groupKindOf(object));
}

/** Of the rendered fields those that differ, without what only the server has filled in. */
function wanted(live: LiveObject, object: KubernetesObject): FieldChange[] {
  return diffObjects(live, object).filter(change => 'after' in change);
}

/** What of the objects makes others possible. */
export function promisedBy(
  objects: readonly KubernetesObject[],
): ReadonlySet<string> {
  const promised = new Set<string>();
  for (const { kind, metadata, spec } of objects.filter(o => isShared(o.kind)))
    if (kind === 'Namespace') promised.add(`Namespace/${metadata.name}`);
    else {
      const { group, names } = (spec ?? {}) as {
        group?: string;
        names?: { kind?: string };
      };
      promised.add(`${names?.kind}.${group}`);
    }
  return promised;
}
