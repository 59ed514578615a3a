/**
 * One difference between two schemas, told by field id, so that a renamed column is not a dropped and an added one.
 * @public
 */
export interface SchemaChange {
  kind:
    | 'added'
    | 'dropped'
    | 'renamed'
    | 'type-changed'
    | 'made-optional'
    | 'made-required'
    | 'moved'
    | 'doc-changed'
    | 'default-changed'
    | 'identifier-changed';
  /** Absent for `identifier-changed`, which concerns the whole schema. */
  fieldId?: number;
  /** Full name in the newer schema; in the older one for what was dropped. */
  path: string;
  /** What was before: name, type, doc, or the place. */
  from?: string;
  to?: string;
  /** For `type-changed`: true when the specification allows it without rewriting (int to long, float to double, wider decimal …). */
  isWidening?: boolean;
  /** A sentence for people. */
  message: string;
}
