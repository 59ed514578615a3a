import type { KubernetesClient } from '../client';
import { InvalidInputError } from '../errors';
import { type LiveObject, nameOf, type ObjectSet } from '../model';
import {
  GROUP_KINDS_ANNOTATION,
  ID_LABEL,
  NAMESPACES_ANNOTATION,
  parentOf,
  setIdOf,
  TOOLING,
  TOOLING_ANNOTATION,
} from './applySetNames';

/** Where the members of a set are. */
export interface SetContents {
  /** `ConfigMap`, `Deployment.apps`. */
  readonly groupKinds: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
}

/** Who writes, and until when. */
export interface ParentWrite {
  readonly fieldManager: string;
  readonly signal?: AbortSignal;
}

/**
 * Where the members of a set are, as its ConfigMap remembers; undefined where there is no such set.
 *
 * @throws InvalidInputError where the ConfigMap is another set's.
 */
export async function readSetContents(
  client: KubernetesClient,
  set: ObjectSet,
  signal?: AbortSignal,
): Promise<SetContents | undefined> {
  const parent = await client.find(parentOf(set), signal);
  if (!parent) return undefined;
  await requireSame(parent, set);
  const { annotations = {} } = parent.metadata;
  return {
    groupKinds: listed(annotations[GROUP_KINDS_ANNOTATION]),
    namespaces: new Set([
      set.namespace,
      ...listed(annotations[NAMESPACES_ANNOTATION]),
    ]),
  };
}

/** Writes down where the members of a set are. */
export async function writeSetContents(
  client: KubernetesClient,
  set: ObjectSet,
  { groupKinds, namespaces }: SetContents,
  { fieldManager, signal }: ParentWrite,
): Promise<void> {
  const { apiVersion, kind, name, namespace } = parentOf(set);
  const others = [...namespaces].filter(other => other !== set.namespace);
  await client.apply(
    {
      ...{ apiVersion, kind },
      metadata: {
        ...{ name, namespace },
        labels: { [ID_LABEL]: await setIdOf(set) },
        annotations: {
          [TOOLING_ANNOTATION]: TOOLING,
          [GROUP_KINDS_ANNOTATION]: [...groupKinds].sort().join(','),
          ...(others.length > 0 && {
            [NAMESPACES_ANNOTATION]: others.sort().join(','),
          }),
        },
      },
    },
    { fieldManager, signal },
  );
}

/** Adds to what is written down: what was there before stays known until it is gone. */
export async function widenSetContents(
  client: KubernetesClient,
  set: ObjectSet,
  added: SetContents,
  write: ParentWrite,
): Promise<void> {
  const known = await readSetContents(client, set, write.signal);
  await writeSetContents(
    client,
    set,
    {
      groupKinds: new Set([...(known?.groupKinds ?? []), ...added.groupKinds]),
      namespaces: new Set([...(known?.namespaces ?? []), ...added.namespaces]),
    },
    write,
  );
}

/** Whose label it has not: that somebody else's members were taken for ours would be the worst. */
async function requireSame(parent: LiveObject, set: ObjectSet): Promise<void> {
  const id = parent.metadata.labels?.[ID_LABEL];
  const expected = await setIdOf(set);
  if (id !== expected)
    throw new InvalidInputError(
      `${nameOf(
        parentOf(set),
      )} is not that of this set: its label ${ID_LABEL} is ${
        id === undefined ? 'missing' : `"${id}"`
      }, expected is "${expected}"`,
    );
}

function listed(text: string | undefined): Set<string> {
  return new Set((text ?? '').split(',').filter(part => part !== ''));
}
