/**
 * The ailments that the suite knows by name.
 * @public
 */
export type AilmentId =
  | 'small-files'
  | 'over-partitioned'
  | 'manifests'
  | 'deletes'
  | 'unsorted'
  | 'missing-statistics'
  | 'snapshots'
  | 'stale'
  | 'maintenance-due'
  | 'maintenance-failing'
  | 'old-format'
  | 'codec'
  | 'metadata-cleanup-off'
  | 'poor-settings'
  | 'schema-churn'
  | 'storage-waste'
  | 'metadata-growth'
  | 'orphan-files'
  | 'skew';
