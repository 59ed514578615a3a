import type { ObjectStatus } from '@lakehouse-portal/kubernetes';
import type { LakehouseDocument } from '../document';
import type { LintInput } from '../lint/model/LintFile';

/**
 * What the doctor looks at.
 * @public
 */
export interface StackInput {
  /** What runs now: objects as the API server gave them, or files with them (`kubectl get … -o yaml`). */
  objects: readonly LintInput[];
  /** The document of the lakehouse; absent: the one that is kept with it in the cluster, if it is among the objects. */
  document?: LakehouseDocument;
  /**
   * How each object is against how it is rendered, as `readStatus` of `@lakehouse-portal/kubernetes` finds out by asking the
   * server. Absent: images and ConfigMaps are compared with what the document renders to.
   */
  drift?: readonly Pick<ObjectStatus, 'id' | 'state' | 'fields'>[];
  /** For ends of support and certificates. */
  now: Date;
}
