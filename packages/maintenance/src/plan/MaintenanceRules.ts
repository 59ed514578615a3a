import type { MaintenanceOperation, PlannedStep } from '../model';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What a policy allows for one table, resolved.
 * @public
 */
export interface MaintenanceRules {
  /** Who has to approve an operation before it runs; `off`: it is never planned. */
  approvals: Record<MaintenanceOperation, PlannedStep['approval'] | 'off'>;
  /** A file that nothing refers to is left alone until it is so old, milliseconds. At least seven days unless `allowYoung`. */
  orphanAgeMs: number;
  /** An administrator allowed an `orphanAgeMs` below seven days. */
  allowYoung?: boolean;
  /** A plan takes up partitions until it would rewrite more than this, bytes. Absent: no limit. */
  maxRewrittenBytes?: bigint;
  /** Another service maintains the table: nothing is planned. Its name, as people know it. */
  maintainedBy?: string;
  /** Whether old metadata files are to go with each commit. Absent: where so many have piled up that health says so. */
  metadataCleanup?: boolean;
}

/**
 * What holds where no policy says otherwise: one person approves what can be undone, two what can't.
 * @public
 */
export const defaultMaintenanceRules: MaintenanceRules = {
  approvals: {
    'set-properties': 'one',
    'rewrite-data-files': 'one',
    'rewrite-manifests': 'one',
    'drop-extended-stats': 'one',
    'expire-snapshots': 'four-eyes',
    'remove-orphan-files': 'four-eyes',
  },
  orphanAgeMs: 7 * DAY_MS,
};
