import { parentOf } from '../apply/applySetNames';
import { requireIdentities } from '../apply/layersOf';
import type { ApiResource, KubernetesClient } from '../client';
import { UnknownKindError } from '../errors';
import {
  groupOf,
  type KubernetesObject,
  objectId,
  type ObjectReference,
  referenceOf,
} from '../model';
import { resourceOfDefinition } from './resourceOfDefinition';
import type { NeededRight } from './NeededRight';
import type { PreflightOptions, PreflightPurpose } from './PreflightOptions';

const VERBS: Readonly<Record<PreflightPurpose, readonly string[]>> = {
  apply: ['get', 'create', 'patch'],
  remove: ['get', 'list', 'delete'],
  wait: ['get'],
};

/** By which reasons are found. */
const REASONS: readonly Omit<NeededRight, 'objects' | 'isOptional'>[] = [
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
  { verb: 'list', group: '', resource: 'events' },
  { verb: 'list', group: 'apps', resource: 'replicasets' },
];

/** All rights that are needed, each once; and the objects of kinds that the cluster does not have. */
export async function neededRights(
  client: KubernetesClient,
  objects: readonly KubernetesObject[],
  options: PreflightOptions,
): Promise<{
  rights: NeededRight[];
  unknownKinds: { id: string; message: string }[];
}> {
  const { purposes = ['apply'], set, signal } = options;
  const rights = new Map<
    string,
    NeededRight & { objects: Map<string, string> }
  >();
  const unknownKinds: { id: string; message: string }[] = [];
  const need = (
    right: Omit<NeededRight, 'objects'>,
    object?: ObjectReference,
  ) => {
    const { verb, group, resource, subresource, namespace } = right;
    const key = [verb, group, resource, subresource, namespace].join(' ');
    const known = rights.get(key) ?? { ...right, objects: new Map() };
    const isOptional = known.isOptional && right.isOptional;
    if (object) known.objects.set(object.name, objectId(object));
    rights.set(key, { ...known, isOptional });
  };
  const verbs = new Set(purposes.flatMap(purpose => VERBS[purpose]));
  requireIdentities(objects);
  const references = objects.map(referenceOf);
  if (set) references.push(parentOf(set));
  for (const reference of references) {
    const resource = await found(client, reference, objects, signal);
    if (resource instanceof UnknownKindError) {
      unknownKinds.push({ id: objectId(reference), message: resource.message });
      continue;
    }
    const { name, namespaced, apiVersion } = resource;
    const namespace = namespaced
      ? { namespace: reference.namespace ?? 'default' }
      : {};
    for (const verb of verbs)
      need(
        {
          ...{ verb, group: groupOf(apiVersion), resource: name },
          ...{ ...namespace, isOptional: false },
        },
        reference,
      );
    if (purposes.includes('wait') && namespaced)
      for (const right of REASONS)
        need({ ...right, ...namespace, isOptional: true });
  }
  if (options.forward) {
    const { namespace, secrets, isOptional } = options.forward;
    const core = { group: '', namespace, isOptional };
    need({ ...core, verb: 'list', resource: 'pods' });
    // A WebSocket begins with GET; what it does is to create (from Kubernetes 1.35 on both are asked for).
    for (const verb of ['get', 'create'])
      need({ ...core, verb, resource: 'pods', subresource: 'portforward' });
    for (const name of secrets)
      need(
        { ...core, verb: 'get', resource: 'secrets' },
        { ...{ apiVersion: 'v1', kind: 'Secret' }, namespace, name },
      );
  }
  return { rights: [...rights.values()], unknownKinds };
}

async function found(
  client: KubernetesClient,
  { apiVersion, kind }: ObjectReference,
  objects: readonly KubernetesObject[],
  signal: AbortSignal | undefined,
): Promise<ApiResource | UnknownKindError> {
  try {
    return await client.resourceOf(apiVersion, kind, signal);
  } catch (error) {
    if (!(error instanceof UnknownKindError)) throw error;
    return resourceOfDefinition(objects, apiVersion, kind) ?? error;
  }
}
