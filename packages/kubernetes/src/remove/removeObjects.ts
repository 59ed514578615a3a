import { parentOf } from '../apply/applySetNames';
import { writeSetContents } from '../apply/applySetParent';
import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import { groupKindOf, objectId, type ObjectSet, type Refusal } from '../model';
import { deleteMember } from './deleteMember';
import { type PlanRemovalOptions, planRemoval } from './planRemoval';
import { rememberClaims } from './rememberClaims';
import type { RemovalReport, SetMember } from './RemovalPlan';
import { untilGone } from './untilGone';

/** How a set is removed. */
export interface RemoveOptions extends PlanRemovalOptions {
  /** The one by which it was applied. */
  readonly fieldManager: string;
  /** How long is waited until all is gone, in milliseconds; 120,000 when left out. */
  readonly waitMs?: number;
  readonly onProgress?: (progress: RemovalProgress) => void;
}

/** How far it is. */
export interface RemovalProgress {
  readonly member: SetMember;
  readonly refusal?: Refusal;
  /** Of `total`, those whose removal was asked for. */
  readonly done: number;
  readonly total: number;
}

const DEFAULT_WAIT_MS = 120_000;

/**
 * Removes what {@link planRemoval} says, from the last layer to the first. One that was interrupted goes on when it is
 * called again: the ConfigMap of the set is the last that goes, and stays as long as anything of the set does.
 *
 * @throws As {@link planRemoval}.
 */
export async function removeObjects(
  client: KubernetesClient,
  set: ObjectSet,
  options: RemoveOptions,
): Promise<RemovalReport> {
  const {
    fieldManager,
    signal,
    onProgress,
    waitMs = DEFAULT_WAIT_MS,
  } = options;
  const plan = await planRemoval(client, set, options);
  const { stays, notes, setId } = plan;
  const report = { removed: [], stays, failed: [], stillThere: [], notes };
  if (!plan.isKnown) return { ...report, complete: true };
  await rememberClaims(client, stays, setId, fieldManager, signal);
  const asked: SetMember[] = [];
  const failed: (SetMember & { refusal: Refusal })[] = [];
  for (const layer of new Set(plan.goes.map(member => member.layer)))
    await boundedAll(
      plan.goes.filter(member => member.layer === layer),
      client.concurrency,
      async member => {
        const refusal = await deleteMember(client, member, signal);
        if (refusal) failed.push({ ...member, refusal });
        else asked.push(member);
        onProgress?.({
          ...{ member, done: asked.length + failed.length },
          total: plan.goes.length,
          ...(refusal && { refusal }),
        });
      },
    );
  const stillThere = await untilGone(client, asked, waitMs, signal);
  const there = new Set(stillThere.map(({ id }) => id));
  const left = [...stays, ...failed, ...stillThere];
  await settleParent(client, set, left, options);
  return {
    complete: failed.length + stillThere.length === 0,
    removed: asked.filter(({ id }) => !there.has(id)),
    ...{ stays, failed, stillThere, notes },
  };
}

/** The ConfigMap goes when nothing of the set is left. */
async function settleParent(
  client: KubernetesClient,
  set: ObjectSet,
  left: readonly SetMember[],
  { fieldManager, signal }: RemoveOptions,
): Promise<void> {
  const reference = parentOf(set);
  const live = await client.find(reference, signal);
  // Its namespace may have gone.
  if (!live || live.metadata.deletionTimestamp !== undefined) return;
  if (left.length > 0) {
    const namespaces = left
      .map(member => member.reference.namespace)
      .filter(namespace => namespace !== undefined);
    await writeSetContents(
      ...([client, set] as const),
      {
        groupKinds: new Set(left.map(member => groupKindOf(member.reference))),
        namespaces: new Set(namespaces),
      },
      { fieldManager, signal },
    );
    return;
  }
  const uid = live.metadata.uid ?? '';
  await deleteMember(
    client,
    { id: objectId(reference), reference, uid, layer: 0 },
    signal,
  );
}
