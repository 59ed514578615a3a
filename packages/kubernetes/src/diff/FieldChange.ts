/** One field that differs. */
export interface FieldChange {
  /**
   * As the API server writes it in conflicts: `.spec.template.spec.containers[name="main"].image`. Members of lists that
   * Kubernetes knows by a key have it, others their index. A list of plain values differs as a whole.
   */
  readonly path: string;
  /** Value of JSON; left out where the field is not there, or its value is secret. */
  readonly before?: unknown;
  /** Value of JSON; left out where the field is not there, or its value is secret. */
  readonly after?: unknown;
  /** The values are secret: only that they differ is said. */
  readonly secret?: true;
}
