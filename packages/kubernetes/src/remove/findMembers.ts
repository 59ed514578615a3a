import { PART_OF_LABEL, setIdOf } from '../apply/applySetNames';
import { readSetContents } from '../apply/applySetParent';
import type { KubernetesClient } from '../client';
import { boundedAll } from '../client/boundedAll';
import type { LiveObject, ObjectSet } from '../model';

/** The members of a set, as they are now. */
export interface FoundMembers {
  readonly setId: string;
  /** There is such a set. */
  readonly isKnown: boolean;
  readonly members: readonly LiveObject[];
  /** Namespaces of the set. */
  readonly namespaces: readonly string[];
  /** Kinds of which there were members, and which the cluster does not have any more. */
  readonly goneKinds: readonly string[];
}

/**
 * Finds what belongs to a set: of the kinds and in the namespaces that its ConfigMap names, what has its label.
 *
 * @throws ForbiddenError where one of the kinds can't be listed: then it is not known what belongs to it.
 */
export async function findMembers(
  client: KubernetesClient,
  set: ObjectSet,
  signal: AbortSignal | undefined,
): Promise<FoundMembers> {
  const setId = await setIdOf(set);
  const contents = await readSetContents(client, set, signal);
  const namespaces = [...(contents?.namespaces ?? [])];
  const goneKinds: string[] = [];
  const labelSelector = `${PART_OF_LABEL}=${setId}`;
  const lists = await boundedAll(
    [...(contents?.groupKinds ?? [])],
    client.concurrency,
    async groupKind => {
      const resource = await client.resourceOfGroupKind(groupKind, signal);
      if (!resource) {
        goneKinds.push(groupKind);
        return [];
      }
      const found: LiveObject[] = [];
      for (const namespace of resource.namespaced ? namespaces : [undefined])
        found.push(
          ...(await client.list(resource, {
            namespace,
            labelSelector,
            signal,
          })),
        );
      return found;
    },
  );
  const members = lists
    .flat()
    // What a controller made of a member, and copied its labels to, goes with the member.
    .filter(({ metadata }) => !metadata.ownerReferences?.length);
  return {
    ...{ setId, members, namespaces, goneKinds },
    isKnown: contents !== undefined,
  };
}
