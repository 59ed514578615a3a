import { InvalidInputError } from '../errors';
import { type KubernetesObject, nameOf, objectId, referenceOf } from '../model';
import { layerOf } from './layerOf';

/** Objects that are applied together. */
export interface Layer {
  readonly number: number;
  /** In the order in which they were given. */
  readonly objects: readonly KubernetesObject[];
}

/**
 * Objects by layer, the first one first.
 *
 * @throws InvalidInputError where an object is there twice, has no name, or has a layer that is none.
 */
export function layersOf(objects: readonly KubernetesObject[]): Layer[] {
  const layers = new Map<number, KubernetesObject[]>();
  const seen = new Set<string>();
  requireIdentities(objects);
  for (const object of objects) {
    const id = objectId(referenceOf(object));
    if (seen.has(id))
      throw new InvalidInputError(
        `${nameOf(referenceOf(object))} is there twice: which one is meant?`,
      );
    seen.add(id);
    const number = layerOf(object);
    const layer = layers.get(number);
    if (layer) layer.push(object);
    else layers.set(number, [object]);
  }
  return [...layers]
    .sort(([a], [b]) => a - b)
    .map(([number, members]) => ({ number, objects: members }));
}

/** @throws InvalidInputError for the first object without a name or a kind. */
export function requireIdentities(objects: readonly KubernetesObject[]): void {
  for (const object of objects) requireIdentity(object);
}

function requireIdentity(object: KubernetesObject): void {
  for (const [field, value] of [
    ['apiVersion', object?.apiVersion],
    ['kind', object?.kind],
    ['metadata.name', object?.metadata?.name],
  ])
    if (typeof value !== 'string' || value === '')
      throw new InvalidInputError(
        `An object has no ${field}: ${JSON.stringify(object)?.slice(0, 200)}`,
      );
}
