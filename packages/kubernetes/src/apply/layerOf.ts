import { InvalidInputError } from '../errors';
import {
  groupOf,
  type KubernetesObject,
  LAYER_ANNOTATION,
  nameOf,
  referenceOf,
} from '../model';

const MAX_LAYER = 1_000;

/** Of the kinds of Kubernetes itself. */
const LAYERS: Readonly<Record<string, number>> = {
  Namespace: 0,
  CustomResourceDefinition: 10,
  PriorityClass: 15,
  StorageClass: 15,
  IngressClass: 15,
  ServiceAccount: 20,
  ClusterRole: 20,
  ClusterRoleBinding: 20,
  Role: 20,
  RoleBinding: 20,
  ResourceQuota: 30,
  LimitRange: 30,
  NetworkPolicy: 30,
  Secret: 40,
  ConfigMap: 40,
  PersistentVolume: 50,
  PersistentVolumeClaim: 50,
  Service: 60,
  StatefulSet: 70,
  Deployment: 80,
  DaemonSet: 80,
  HorizontalPodAutoscaler: 90,
  PodDisruptionBudget: 90,
  Pod: 100,
  Job: 100,
  CronJob: 100,
  Ingress: 110,
  MutatingWebhookConfiguration: 120,
  ValidatingWebhookConfiguration: 120,
};

const BUILT_IN_GROUP = /^([^.]*|[^.]+(\.[^.]+)?\.k8s\.io)$/;

/** Custom resources: what they need is there, and what needs them comes later. */
const CUSTOM = 65;

/**
 * In which layer an object is applied: that of its annotation, or that of its kind (`Namespace` 0 … `Job` 100; custom
 * resources 65, between Service and StatefulSet).
 *
 * @throws InvalidInputError for an annotation that is no whole number from 0 to 1,000.
 */
export function layerOf(object: KubernetesObject): number {
  const annotated = object.metadata.annotations?.[LAYER_ANNOTATION];
  if (annotated === undefined) {
    const known =
      BUILT_IN_GROUP.test(groupOf(object.apiVersion)) &&
      Object.hasOwn(LAYERS, object.kind);
    return known ? LAYERS[object.kind] : CUSTOM;
  }
  const layer = /^\d{1,4}$/.test(annotated) ? Number(annotated) : NaN;
  if (!(layer <= MAX_LAYER))
    throw new InvalidInputError(
      `${nameOf(
        referenceOf(object),
      )}: the annotation ${LAYER_ANNOTATION} is "${annotated}", not a whole number from 0 to ${MAX_LAYER}`,
    );
  return layer;
}
