import type { FieldChange } from '@lakehouse-portal/kubernetes';
import type { Capacity } from '../sizing';

/**
 * An object that another document renders otherwise.
 * @public
 */
export interface ObjectChange {
  /** `Deployment lake/lake-trino`. */
  object: string;
  change: 'added' | 'changed' | 'removed';
  /** Of a change: each field that differs. */
  fields: FieldChange[];
}

/**
 * Something that a person must know before.
 * @public
 */
export interface ComparisonNote {
  /**
   * `refused`: the API server does not take it, and it must be done by hand. `data`: data is lost, or stays where it is and is
   * no longer found. `interruption`: it is away for a while.
   */
  kind: 'data' | 'interruption' | 'refused';
  /** Object, or path of the document. */
  what: string;
  message: string;
}

/**
 * What an upgrade, a resize or any other change of a document does.
 * @public
 */
export interface LakehouseComparison {
  objects: ObjectChange[];
  /** Workloads whose pods are replaced, and by which fields. */
  rolls: { object: string; because: string[] }[];
  /** Jobs that run. */
  jobs: string[];
  notes: ComparisonNote[];
  capacity: { before: Capacity['total']; after: Capacity['total'] };
}
