import { InvalidInputError } from '../errors';
import {
  GENERATE_ANNOTATION,
  type KubernetesObject,
  type LiveObject,
  nameOf,
  referenceOf,
} from '../model';
import { PART_OF_LABEL } from './applySetNames';

/** What others may share, so that it is ours only where we made it. */
const SHARED: ReadonlySet<string> = new Set([
  'Namespace',
  'CustomResourceDefinition',
]);

/** Whether an object is of a kind that others may share: it is never removed unasked. */
export function isShared(kind: string): boolean {
  return SHARED.has(kind);
}

/**
 * An object as it is sent: with the label of its set. A Namespace or a CustomResourceDefinition that was there before us
 * gets none, since it is not ours.
 *
 * @param live - As it is now; undefined where there is none.
 * @param setId - Undefined where it belongs to no set.
 */
export function memberOf(
  object: KubernetesObject,
  live: LiveObject | undefined,
  setId: string | undefined,
): KubernetesObject {
  requireSendable(object);
  if (setId === undefined) return object;
  const { metadata } = object;
  if (
    isShared(object.kind) &&
    live !== undefined &&
    live.metadata.labels?.[PART_OF_LABEL] !== setId
  )
    return object;
  const labels = { ...metadata.labels, [PART_OF_LABEL]: setId };
  return { ...object, metadata: { ...metadata, labels } };
}

/** What a server-side apply must not carry is refused with a reason; the server's words are harder to read. */
function requireSendable(object: KubernetesObject): void {
  const what = nameOf(referenceOf(object));
  for (const field of ['managedFields', 'resourceVersion', 'uid'])
    if (object.metadata[field] !== undefined)
      throw new InvalidInputError(
        `${what}: metadata.${field} belongs to the cluster, and can't be applied`,
      );
  if (object.metadata.annotations?.[GENERATE_ANNOTATION] === undefined) return;
  if (object.kind !== 'Secret' || object.apiVersion !== 'v1')
    throw new InvalidInputError(
      `${what}: only a Secret can have the annotation ${GENERATE_ANNOTATION}`,
    );
  if (object.data !== undefined || object.stringData !== undefined)
    throw new InvalidInputError(
      `${what}: a Secret that is made up in the cluster (${GENERATE_ANNOTATION}) has no data`,
    );
}
