import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';
import { type Container, toContainer } from './Container';
import type { ManifestObject } from './ManifestObject';

/** An object that makes pods, or a pod. */
export interface Workload {
  object: ManifestObject;
  kind: string;
  /** The pod's `spec`. */
  pod: Fields;
  /** The pod's `metadata`. */
  podMetadata: Fields;
  labels: Record<string, string>;
  /** Of the controller; 1 if the manifest doesn't say. */
  replicas: number;
  /** Whether the manifest says how many. */
  replicasGiven: boolean;
  containers: Container[];
  initContainers: Container[];
  volumes: Fields[];
}

const CONTROLLERS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Job',
]);

/** Kinds that keep pods running. */
export const SERVING_KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'Pod',
]);

/** The pods of an object; `undefined` if it makes none. */
export function toWorkload(object: ManifestObject): Workload | undefined {
  const spec = fieldsOf(object.value.spec);
  let template: Fields;
  if (object.kind === 'Pod') template = object.value;
  else if (object.kind === 'CronJob')
    template = fieldsOf(fieldsOf(fieldsOf(spec.jobTemplate).spec).template);
  else if (CONTROLLERS.has(object.kind)) template = fieldsOf(spec.template);
  else return undefined;
  const pod = fieldsOf(template.spec);
  const podMetadata = fieldsOf(template.metadata);
  const containers = listOf(pod.containers);
  const initContainers = listOf(pod.initContainers);
  return {
    object,
    kind: object.kind,
    pod,
    podMetadata,
    labels: labelsOf(podMetadata.labels),
    replicas: typeof spec.replicas === 'number' ? spec.replicas : 1,
    replicasGiven: typeof spec.replicas === 'number',
    containers: containers.map((_, index) =>
      toContainer(containers, index, false),
    ),
    initContainers: initContainers.map((_, index) =>
      toContainer(initContainers, index, true),
    ),
    volumes: listOf(pod.volumes).map(fieldsOf),
  };
}

/** Labels as text. */
export function labelsOf(value: unknown): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [key, label] of Object.entries(fieldsOf(value)))
    labels[key] = textOf(label) ?? '';
  return labels;
}
