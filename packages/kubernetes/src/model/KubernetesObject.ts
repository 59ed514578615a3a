/** What people and programs write about an object. */
export interface ObjectMetadata {
  readonly name: string;
  /** Left out for what belongs to the cluster; `default` where an object needs one and names none. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** An object of Kubernetes, of any kind, as it is rendered: without `status`, `resourceVersion` and `managedFields`. */
export interface KubernetesObject {
  /** `v1`, `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** An object as the API server has it. */
export interface LiveObject extends KubernetesObject {
  readonly metadata: ObjectMetadata & {
    readonly uid?: string;
    /** Opaque; differs when the object does. */
    readonly resourceVersion?: string;
    /** Differs when what is wanted of the object does. */
    readonly generation?: number;
    readonly creationTimestamp?: string;
    /** Set once its removal was asked for. */
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: readonly OwnerReference[];
    readonly managedFields?: readonly ManagedFields[];
  };
}

/** What an object belongs to: a pod to its ReplicaSet. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** Which fields somebody set. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: 'Apply' | 'Update';
  /** RFC 3339. */
  readonly time?: string;
  readonly subresource?: string;
  readonly apiVersion?: string;
  /** Nested keys: `f:spec`, `k:{"name":"main"}`, `v:"value"`, `i:0`, and `.` for the thing itself. */
  readonly fieldsV1?: Readonly<Record<string, unknown>>;
}
