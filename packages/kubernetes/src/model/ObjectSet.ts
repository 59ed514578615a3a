/**
 * What was applied together, and is removed together: an ApplySet (KEP-3659). A ConfigMap remembers it in the cluster,
 * so that whoever looks next knows what belongs to it.
 */
export interface ObjectSet {
  /** Name of the lakehouse, and part of the name of the ConfigMap. */
  readonly name: string;
  /** Where the ConfigMap is. It may be one of the applied namespaces. */
  readonly namespace: string;
  /**
   * Value of the label `applyset.kubernetes.io/part-of` of the members. When left out, that which KEP-3659 prescribes,
   * a hash of the ConfigMap's name and namespace: only then kubectl takes it for an ApplySet.
   */
  readonly id?: string;
}
