import { writeSetContents } from '../apply/applySetParent';
import { requireIdentities } from '../apply/layersOf';
import { isShared } from '../apply/member';
import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { placeObjects } from '../client/placeObjects';
import {
  groupKindOf,
  type KubernetesObject,
  type LiveObject,
  objectId,
  type ObjectSet,
  referenceOf,
  type Refusal,
} from '../model';
import { claimsOfStatefulSets } from './claimsOfStatefulSets';
import { deleteMember } from './deleteMember';
import { findMembers } from './findMembers';
import { isClaim, isGenerated } from './planRemoval';
import { rememberClaims } from './rememberClaims';
import type { SetMember, StayingMember } from './RemovalPlan';
import { setMember } from './setMember';

/** How a set is pruned. */
export interface PruneOptions {
  /** The one by which it is applied. */
  readonly fieldManager: string;
  /** Says what would go, and removes nothing. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
}

/** What was left over in a set. */
export interface PruneReport {
  /** With `dryRun`, what would go. */
  readonly pruned: readonly SetMember[];
  readonly stays: readonly StayingMember[];
  readonly failed: readonly (SetMember & { readonly refusal: Refusal })[];
}

/**
 * Removes what belongs to a set, but is not rendered any more. Only what has the set's label is looked at; volume claims,
 * made-up Secrets, namespaces and custom resource definitions stay in any case.
 *
 * @param given - All that is rendered now.
 * @throws ForbiddenError where a kind can't be listed; and what concerns the whole cluster.
 */
export async function pruneObjects(
  client: KubernetesClient,
  set: ObjectSet,
  given: readonly KubernetesObject[],
  { fieldManager, dryRun = false, signal }: PruneOptions,
): Promise<PruneReport> {
  requireIdentities(given);
  // What is rendered without a namespace is in one all the same: it would be taken for left over.
  const objects = await placeObjects(client, given, signal);
  const rendered = new Set(objects.map(idOf));
  const { members, setId, isKnown } = await findMembers(client, set, signal);
  const surplus = members.filter(live => !rendered.has(idOf(live)));
  const stays = surplus
    .filter(isKept)
    .map(live => ({ ...setMember(live), reason: reasonOf(live) }));
  const goes = surplus.filter(live => !isKept(live));
  const plan = goes.map(setMember).sort((a, b) => b.layer - a.layer);
  const failed: (SetMember & { refusal: Refusal })[] = [];
  if (dryRun || !isKnown) return { pruned: plan, stays, failed };
  const claims = await claimsOfStatefulSets(client, goes, signal);
  await rememberClaims(
    ...([client, claims.map(setMember), setId, fieldManager, signal] as const),
  );
  for (const layer of new Set(plan.map(member => member.layer)))
    await boundedAll(
      plan.filter(member => member.layer === layer),
      client.concurrency,
      async member => {
        const refusal = await deleteMember(client, member, signal);
        if (refusal) failed.push({ ...member, refusal });
      },
    );
  const left = [
    ...objects.map(referenceOf),
    ...[...stays, ...failed, ...claims.map(setMember)].map(
      ({ reference }) => reference,
    ),
  ];
  await writeSetContents(
    ...([client, set] as const),
    {
      groupKinds: new Set(left.map(groupKindOf)),
      namespaces: new Set(
        left
          .map(({ namespace }) => namespace)
          .filter(namespace => namespace !== undefined),
      ),
    },
    { fieldManager, signal },
  );
  const isFailed = new Set(failed.map(({ id }) => id));
  return { pruned: plan.filter(({ id }) => !isFailed.has(id)), stays, failed };
}

function isKept(live: LiveObject): boolean {
  return isShared(live.kind) || isClaim(live) || isGenerated(live);
}

function reasonOf(live: LiveObject): string {
  if (isClaim(live)) return 'It holds data.';
  return isGenerated(live)
    ? 'What it holds can not be made again.'
    : 'Others may use it.';
}

function idOf(object: KubernetesObject): string {
  return objectId(referenceOf(object));
}
