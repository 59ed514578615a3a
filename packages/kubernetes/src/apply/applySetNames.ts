import type { ObjectReference, ObjectSet } from '../model';

/** Label of the ConfigMap of a set: the id. KEP-3659. */
export const ID_LABEL = 'applyset.kubernetes.io/id';
/** Label of the members: the id of their set. */
export const PART_OF_LABEL = 'applyset.kubernetes.io/part-of';
/** Annotation of the ConfigMap: who writes it. */
export const TOOLING_ANNOTATION = 'applyset.kubernetes.io/tooling';
/** Annotation of the ConfigMap: kinds of the members, sorted: `ConfigMap,Deployment.apps`. */
export const GROUP_KINDS_ANNOTATION =
  'applyset.kubernetes.io/contains-group-kinds';
/** Annotation of the ConfigMap: namespaces of the members but for its own, sorted. */
export const NAMESPACES_ANNOTATION =
  'applyset.kubernetes.io/additional-namespaces';

export const TOOLING = 'lakehouse-portal/v1';

/** The ConfigMap that remembers a set. */
export function parentOf(set: ObjectSet): ObjectReference {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: `${set.name}-applyset`,
    namespace: set.namespace,
  };
}

/**
 * The id of a set: its own, or that of KEP-3659: `applyset-<base64url(sha256(<name>.<namespace>.<kind>.<group>))>-v1`,
 * with those of the ConfigMap.
 */
export async function setIdOf(set: ObjectSet): Promise<string> {
  if (set.id !== undefined) return set.id;
  const { name, namespace, kind } = parentOf(set);
  const hash = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(`${name}.${namespace}.${kind}.`),
  );
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
  return `applyset-${base64}-v1`;
}
