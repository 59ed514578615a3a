import type { KubernetesClient } from '../client';
import { InvalidInputError } from '../errors';
import {
  GENERATE_ANNOTATION,
  groupKindOf,
  type LiveObject,
  type ObjectSet,
} from '../model';
import { claimsOfStatefulSets } from './claimsOfStatefulSets';
import { findMembers } from './findMembers';
import type { Keep, RemovalPlan, StayingMember } from './RemovalPlan';
import { setMember } from './setMember';

/** What a removal keeps. */
export interface PlanRemovalOptions {
  readonly keep?: Keep;
  readonly signal?: AbortSignal;
}

/**
 * What removing a set would remove, and what would stay. It removes nothing.
 *
 * @throws InvalidInputError where a namespace is to go but not the volumes in it; ForbiddenError where a kind can't be
 * listed; and what concerns the whole cluster.
 */
export async function planRemoval(
  client: KubernetesClient,
  set: ObjectSet,
  { keep = {}, signal }: PlanRemovalOptions = {},
): Promise<RemovalPlan> {
  const { volumes = true, namespaces = true, definitions = true } = keep;
  if (volumes && !namespaces)
    throw new InvalidInputError(
      'A namespace takes the volumes in it along: they can not stay when it goes',
    );
  const found = await findMembers(client, set, signal);
  const claims = await claimsOfStatefulSets(client, found.members, signal);
  const all = [...found.members, ...claims];
  const hasVolumes = all.some(isClaim);
  const reasonToStay = (live: LiveObject): string | undefined => {
    if (volumes && isClaim(live)) return 'It holds data.';
    if (volumes && hasVolumes && isGenerated(live))
      return 'What it holds belongs to the data that stays, and can not be made again.';
    if (namespaces && live.kind === 'Namespace')
      return 'Others may have something in it.';
    if (definitions && live.kind === 'CustomResourceDefinition')
      return 'With it would go all objects of its kind in the whole cluster.';
    return undefined;
  };
  const stays: StayingMember[] = [];
  const goes: LiveObject[] = [];
  for (const live of all) {
    const reason = reasonToStay(live);
    if (reason === undefined) goes.push(live);
    else stays.push({ ...setMember(live), reason });
  }
  return {
    ...{ setId: found.setId, isKnown: found.isKnown, stays },
    goes: goes.map(setMember).sort((a, b) => b.layer - a.layer),
    notes: notesOf(found, goes),
  };
}

/** A Secret whose values were made up. */
export function isGenerated(live: LiveObject): boolean {
  return (
    live.kind === 'Secret' &&
    live.metadata.annotations?.[GENERATE_ANNOTATION] !== undefined
  );
}

export function isClaim(live: LiveObject): boolean {
  return groupKindOf(live) === 'PersistentVolumeClaim';
}

function notesOf(
  { isKnown, goneKinds }: { isKnown: boolean; goneKinds: readonly string[] },
  goes: readonly LiveObject[],
): string[] {
  if (!isKnown)
    return [
      'The cluster knows no such set: nothing was ever applied by this name here, or all of it was removed.',
    ];
  return [
    'What is outside the cluster stays: buckets with their tables, databases, catalogs.',
    ...goes
      .filter(({ kind }) => kind === 'Namespace')
      .map(
        ({ metadata }) =>
          `The namespace "${metadata.name}" goes with all that is in it, also what others put there.`,
      ),
    ...goneKinds.map(
      kind =>
        `The cluster has no ${kind} any more, so that there is none left.`,
    ),
  ];
}
