/**
 * What has to be there before a lakehouse is applied, a sentence or line of Markdown each.
 * @public
 */
export interface Needs {
  /** In the cluster: operators, classes. */
  cluster: string[];
  /** In the namespace: Secrets and their entries, service accounts. */
  namespace: string[];
}
