import type { CommitRhythm, HealthPolicyOverrides } from '../model';

/** What holds where nobody says otherwise. */
export const suiteDefaults: Required<HealthPolicyOverrides> = {
  // What the measurements used; Iceberg's own default of 512 MB suits few tables.
  targetFileSizeBytes: 128 * 1024 * 1024,
  // Trino refuses to expire anything younger unless told otherwise.
  maxSnapshotAge: 'P7D',
  // So that a small table that is seldom written keeps its history and its score.
  minSnapshotsToKeep: 20,
  // Nobody has promised anything yet.
  maxStaleness: 'none',
  maintenanceInterval: 'P7D',
  maxReclaimableShare: 0.25,
};

/**
 * What the medallion layers change: speed is judged alike everywhere, promises are not. Bronze can be loaded anew from
 * where it came and is looked back at for a quarter; silver for as long as books are open; what gold said once stays
 * said. Maintenance plans by the same values.
 */
export const layerDefaults: Record<string, HealthPolicyOverrides> = {
  bronze: { maxSnapshotAge: 'P90D', maxReclaimableShare: 0.1 },
  silver: { maxSnapshotAge: 'P730D' },
  gold: { maxSnapshotAge: 'forever', maxReclaimableShare: 0.5 },
};

/**
 * What holds for a table that is written so, where neither its layer nor anybody says otherwise. A stream leaves a day's
 * small files each day. Others are maintained by the suite's defaults: one that is seldom written has seldom something due,
 * and more commits, or time that passes, must never make a default more lenient. How many snapshots are kept, and for how
 * long, is a promise to readers, whoever writes.
 */
export const workloadDefaults: Partial<
  Record<CommitRhythm['workload'], HealthPolicyOverrides>
> = {
  streaming: { maintenanceInterval: 'P1D' },
};
