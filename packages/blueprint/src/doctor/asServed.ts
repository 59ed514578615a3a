import type { KubernetesObject } from '@lakehouse-portal/kubernetes';
import type { RenderedObject } from '../render';

/** A rendered object as a server has it: without what is undefined. */
export function asServed(object: RenderedObject): KubernetesObject {
  return JSON.parse(JSON.stringify(object)) as KubernetesObject;
}
