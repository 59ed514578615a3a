/**
 * Something that can be done to a table, named as the plan, the policy, the audit log and the API name it.
 *
 * - `set-properties`: table properties are set.
 * - `rewrite-data-files`: small files are merged and deletes folded in (Trino: `optimize`).
 * - `rewrite-manifests`: manifests are merged (Trino: `optimize_manifests`).
 * - `expire-snapshots`: old snapshots go, with the files that only they need.
 * - `remove-orphan-files`: files go that no metadata refers to.
 * - `drop-extended-stats`: statistics go that count what is not there any more (Trino: `drop_extended_stats`).
 * @public
 */
export type MaintenanceOperation =
  | 'set-properties'
  | 'rewrite-data-files'
  | 'rewrite-manifests'
  | 'expire-snapshots'
  | 'remove-orphan-files'
  | 'drop-extended-stats';

/**
 * All operations, in the order in which a plan does them: what can be undone first, what can't be last. Statistics after that:
 * their files become orphans, which would not be on the list that was approved.
 * @public
 */
export const maintenanceOperations: readonly MaintenanceOperation[] = [
  'set-properties',
  'rewrite-data-files',
  'rewrite-manifests',
  'expire-snapshots',
  'remove-orphan-files',
  'drop-extended-stats',
];

/**
 * Whether an operation takes something away for good: history, or files.
 * @public
 */
export function isDestructive(operation: MaintenanceOperation): boolean {
  return (
    operation === 'expire-snapshots' || operation === 'remove-orphan-files'
  );
}

/**
 * Whether an operation writes what is there anew, as a snapshot that holds the same rows.
 * @public
 */
export function isRewrite(operation: MaintenanceOperation): boolean {
  return (
    operation === 'rewrite-data-files' || operation === 'rewrite-manifests'
  );
}
