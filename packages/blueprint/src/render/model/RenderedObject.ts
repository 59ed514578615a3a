import type { Deployment, StatefulSet } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { Job } from 'kubernetes-types/batch/v1';
import type {
  ConfigMap,
  Namespace,
  PersistentVolumeClaim,
  ResourceQuota,
  Secret,
  Service,
  ServiceAccount,
} from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';
import type { Ingress, NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import type { Role, RoleBinding } from 'kubernetes-types/rbac/v1';

type Native =
  | ConfigMap
  | Deployment
  | HorizontalPodAutoscaler
  | Ingress
  | Job
  | Namespace
  | NetworkPolicy
  | PersistentVolumeClaim
  | PodDisruptionBudget
  | ResourceQuota
  | Role
  | RoleBinding
  | Secret
  | Service
  | ServiceAccount
  | StatefulSet;

type Complete<T> = T extends { apiVersion?: infer V; kind?: infer K }
  ? Omit<T, 'apiVersion' | 'kind' | 'metadata'> & {
      apiVersion: NonNullable<V>;
      kind: NonNullable<K>;
      metadata: ObjectMeta & { name: string };
    }
  : never;

/**
 * An object of an operator, whose types are not Kubernetes' own.
 * @public
 */
export interface CustomObject {
  apiVersion: `${string}.${string}/${string}`;
  kind:
    | 'Application'
    | 'Cluster'
    | 'ExternalSecret'
    | 'HelmRelease'
    | 'HelmRepository'
    | 'ObjectBucketClaim'
    | 'OCIRepository'
    | 'ScaledObject';
  metadata: ObjectMeta & { name: string };
  spec: Record<string, unknown>;
}

/**
 * An object as it is applied; the compiler knows its fields.
 * @public
 */
export type RenderedObject = Complete<Native> | CustomObject;
