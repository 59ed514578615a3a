import type { ApiResource } from '../client';
import { groupOf, type KubernetesObject } from '../model';

/** A kind whose custom resource definition is among the objects; undefined where none is. */
export function resourceOfDefinition(
  objects: readonly KubernetesObject[],
  apiVersion: string,
  kind: string,
): ApiResource | undefined {
  for (const object of objects) {
    if (object.kind !== 'CustomResourceDefinition') continue;
    const { group, names, scope } = (object.spec ?? {}) as {
      group?: string;
      names?: { kind?: string; plural?: string };
      scope?: string;
    };
    if (group === groupOf(apiVersion) && names?.kind === kind && names.plural)
      return {
        ...{ apiVersion, kind, name: names.plural },
        namespaced: scope === 'Namespaced',
      };
  }
  return undefined;
}
