import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { Lakehouse } from '../../document';

/** What a pod is; each has a selector of its own. */
export type Part =
  | 'bucket'
  | 'catalog'
  | 'catalog-setup'
  | 'coordinator'
  | 'database'
  | 'secrets'
  | 'storage'
  | 'worker';

/** Name of an object: it begins with the lakehouse's, so that two can be in one namespace. */
export function nameOf(
  { name }: Pick<Lakehouse, 'name'>,
  suffix: string,
): string {
  return `${name}-${suffix}`;
}

/** By what pods are selected: it never changes, since selectors can't. */
export function selectorOf(
  { name }: Lakehouse,
  part: Part,
): Record<string, string> {
  return {
    'app.kubernetes.io/instance': name,
    'app.kubernetes.io/component': part,
  };
}

/** Labels of every object: Kubernetes' recommended ones, and that by which Backstage's Kubernetes plugin finds it. */
export function labelsOf(
  lakehouse: Lakehouse,
  part?: Part,
): Record<string, string> {
  return {
    ...lakehouse.labels,
    'app.kubernetes.io/instance': lakehouse.name,
    ...(part ? { 'app.kubernetes.io/component': part } : {}),
    'app.kubernetes.io/part-of': 'lakehouse',
    'app.kubernetes.io/managed-by': 'lakehouse-portal',
    'backstage.io/kubernetes-id': lakehouse.name,
  };
}

/** Metadata of an object of the lakehouse. */
export function metadataOf(
  lakehouse: Lakehouse,
  suffix: string,
  part?: Part,
  annotations?: Record<string, string>,
): ObjectMeta & { name: string } {
  return {
    name: nameOf(lakehouse, suffix),
    namespace: lakehouse.namespace,
    labels: labelsOf(lakehouse, part),
    ...(annotations ? { annotations } : {}),
  };
}
