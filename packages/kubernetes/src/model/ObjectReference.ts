import type { KubernetesObject } from './KubernetesObject';

/** Which object is meant. */
export interface ObjectReference {
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Left out for what belongs to the cluster, or where the object names none. */
  readonly namespace?: string;
}

/** The reference of an object. */
export function referenceOf(object: KubernetesObject): ObjectReference {
  const { apiVersion, kind } = object;
  const { name, namespace } = object.metadata;
  return {
    ...{ apiVersion, kind, name },
    ...(namespace !== undefined && { namespace }),
  };
}

/** The group of an API version: `apps` of `apps/v1`, an empty one of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** A kind with its group, as KEP-3659 writes it: `Deployment.apps`, `ConfigMap`. */
export function groupKindOf(object: {
  apiVersion: string;
  kind: string;
}): string {
  const group = groupOf(object.apiVersion);
  return group === '' ? object.kind : `${object.kind}.${group}`;
}

/**
 * An id of an object that survives another version of its API, and which a person can read: `Deployment.apps/lake/trino`,
 * `Namespace/lake`.
 */
export function objectId(reference: ObjectReference): string {
  return [groupKindOf(reference), reference.namespace, reference.name]
    .filter(part => part !== undefined)
    .join('/');
}

/** For sentences: `Deployment "trino" in namespace "lake"`. */
export function nameOf(reference: ObjectReference): string {
  const { kind, name, namespace } = reference;
  return `${kind} "${name}"${
    namespace === undefined ? '' : ` in namespace "${namespace}"`
  }`;
}
