/**
 * A cluster of the portal's Kubernetes plugin.
 * @public
 */
export interface KnownCluster {
  /** By which it is asked for. */
  name: string;
  /** For people. */
  title?: string;
}
