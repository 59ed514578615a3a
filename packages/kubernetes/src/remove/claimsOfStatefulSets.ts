import { PART_OF_LABEL } from '../apply/applySetNames';
import type { KubernetesClient } from '../client';
import { groupKindOf, type LiveObject } from '../model';

/**
 * The volume claims that StatefulSets made by their templates, named `<template>-<set>-<number>`: they have no label of the
 * set, and stay when the StatefulSet goes.
 */
export async function claimsOfStatefulSets(
  client: KubernetesClient,
  members: readonly LiveObject[],
  signal: AbortSignal | undefined,
): Promise<LiveObject[]> {
  const sets = members.filter(
    member => groupKindOf(member) === 'StatefulSet.apps',
  );
  if (sets.length === 0) return [];
  const resource = await client.resourceOf(
    ...(['v1', 'PersistentVolumeClaim', signal] as const),
  );
  const claims: LiveObject[] = [];
  const namespaces = new Set(sets.map(({ metadata }) => metadata.namespace));
  for (const namespace of namespaces) {
    const prefixes = sets
      .filter(({ metadata }) => metadata.namespace === namespace)
      .flatMap(prefixesOf);
    for (const claim of await client.list(resource, { namespace, signal }))
      if (
        prefixes.some(prefix => isNumbered(claim.metadata.name, prefix)) &&
        claim.metadata.labels?.[PART_OF_LABEL] === undefined
      )
        claims.push(claim);
  }
  return claims;
}

function prefixesOf({ metadata, spec }: LiveObject): string[] {
  const { volumeClaimTemplates = [] } = (spec ?? {}) as {
    volumeClaimTemplates?: { metadata?: { name?: string } }[];
  };
  return volumeClaimTemplates.map(
    template => `${template.metadata?.name}-${metadata.name}-`,
  );
}

function isNumbered(name: string, prefix: string): boolean {
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
}
