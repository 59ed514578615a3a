import type { HealthInput, HealthPolicy } from '@lakehouse-portal/table-health';
import type {
  ExecutorCapability,
  ExpiryPreview,
  MaintenanceOperation,
  OrphanListing,
  PlanPolicyEntry,
} from '../model';
import type { MaintenanceRules } from './MaintenanceRules';

/**
 * What a plan is made from. Nothing is read here: whoever reads the table hands in what was found.
 * @public
 */
export interface PlanInput extends Omit<HealthInput, 'orphans'> {
  /** What the table promises; decides which snapshots are due and how large files should be. */
  policy: HealthPolicy;
  rules?: MaintenanceRules;
  /** Who would do it. Absent: nobody can, and the plan says so of each step. */
  engine?: {
    name: string;
    capabilities: Record<MaintenanceOperation, ExecutorCapability>;
  };
  /**
   * What would become unreachable with the snapshots that are due ({@link snapshotsDue}): exact, from their manifests.
   * Absent: not found out, which the plan then says. With a reason why not, it is declined.
   */
  expiry?: ExpiryPreview;
  /** Files of the table's folder that nothing refers to. Absent: nobody has listed it. */
  orphanFiles?: OrphanListing & { listedAtMs: number };
  /** Why nobody has, as a full sentence. */
  orphansUnknown?: string;
  /**
   * Data files below {@link smallFileBytesOf}, partition by partition; those without any are left out. Absent: not counted one
   * by one, so that a partition is taken to be rewritten as a whole.
   */
  smallFiles?: Array<{
    specId: number;
    partition: string;
    files: number;
    bytes: bigint;
  }>;
  /** Only these operations are of interest. All when left out. */
  operations?: readonly MaintenanceOperation[];
  /** What `policy` and `rules` say and where it comes from, to be shown with the plan: see `describePolicy`. */
  appliedPolicy?: PlanPolicyEntry[];
  /** Nothing is ever run by this plan: what only a run needs may be missing, such as the UUID that tells the table from another. */
  isOnlyShown?: boolean;
  /** Also what is too little to be worth a step of its own: for going on with a step that was approved. */
  evenIfLittle?: boolean;
}
