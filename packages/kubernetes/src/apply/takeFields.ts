import type { AppliedLiveObject } from '../client';
import { ApplyConflictError } from '../errors';
import { type KubernetesObject, referenceOf } from '../model';
import type { ApplyContext } from './applyObject';

/**
 * Takes fields over that a person agreed to take, and only these. The server can only take all or none, so it is asked to
 * take all of exactly the version whose conflicts are known: when anybody changes the object in between, nothing happens
 * (ConcurrentChangeError), and it is looked at again.
 *
 * @throws ApplyConflictError where there is a field among them that nobody agreed to.
 */
export async function takeFields(
  member: KubernetesObject,
  conflict: { id: string; error: ApplyConflictError },
  context: ApplyContext,
): Promise<{ result: AppliedLiveObject; fields: readonly string[] }> {
  const { client, fieldManager, takeOwnership, signal } = context;
  const isAgreed = (field: string) =>
    takeOwnership.has(field) || takeOwnership.has(`${conflict.id} ${field}`);
  const all = (error: ApplyConflictError) =>
    error.conflicts.every(({ field }) => isAgreed(field));
  if (!all(conflict.error)) throw conflict.error;
  const current = await client.find(referenceOf(member), signal);
  const resourceVersion = current?.metadata.resourceVersion;
  const options = { fieldManager, resourceVersion, signal };
  const known = await conflictOf(() =>
    client.apply(member, { ...options, dryRun: true }),
  );
  if (!known)
    return { result: await client.apply(member, options), fields: [] };
  if (!all(known)) throw known;
  return {
    result: await client.apply(member, { ...options, force: true }),
    fields: [...new Set(known.conflicts.map(({ field }) => field))],
  };
}

async function conflictOf(
  work: () => Promise<unknown>,
): Promise<ApplyConflictError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof ApplyConflictError) return error;
    throw error;
  }
}
