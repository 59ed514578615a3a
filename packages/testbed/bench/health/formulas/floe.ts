import {
  deleteFilesOf,
  deleteRatioOf,
  MB,
  type PublishedFormula,
  shareSmallerThan,
} from './PublishedFormula';

/** Warning and critical, with Floe's default thresholds. */
function severity(value: number, warning: number, critical: number): number {
  if (value >= critical) return 100;
  return value >= warning ? 50 : 0;
}

/**
 * Floe's `MaintenanceDebtScore` for a table whose newest snapshot is of today and whose maintenance never failed. "Small" is
 * below 100 MB there; no size of the benchmark lies between 64 and 128 MB, so 128 MB says the same.
 */
export const floe: PublishedFormula = {
  name: 'Floe debt',
  badness(files, metadata) {
    const debt =
      severity(shareSmallerThan(files, 128 * MB), 0.2, 0.5) +
      severity(deleteFilesOf(files), 100, 500) +
      severity(deleteRatioOf(files), 0.1, 0.25) +
      severity(metadata.snapshots.length, 100, 500) +
      severity(files.manifests.data + files.manifests.deletes, 100, 500) +
      severity(Number(files.manifests.sizeBytes), 100 * MB, 500 * MB);
    return Math.min(1000, debt);
  },
};
