import type {
  HealthPolicyOverrides,
  PolicyValue,
  ThresholdSource,
} from '@lakehouse-portal/table-health';
import type { MaintenanceOperation } from '../model';
import type {
  ApprovalRule,
  MaintenanceWindow,
} from './MaintenancePolicyDocument';

/**
 * What holds for one table, each value with where it comes from. What concerns health as well (retention, size of files)
 * is in `health`, for `resolvePolicy` of table-health, which knows the defaults of layers and the table's properties.
 * @public
 */
export interface MaintenancePolicy {
  approvals: Record<MaintenanceOperation, PolicyValue<ApprovalRule>>;
  /** Empty: at any time. */
  windows: PolicyValue<MaintenanceWindow[]>;
  concurrency: PolicyValue<number>;
  /** `undefined`: no limit. */
  maxRunBytes: PolicyValue<bigint | undefined>;
  /** `undefined`: no limit. */
  maxWindowBytes: PolicyValue<bigint | undefined>;
  /** `undefined`: none. */
  cooldownMs: PolicyValue<number | undefined>;
  metadataCleanup: PolicyValue<boolean>;
  orphanAgeMs: PolicyValue<number>;
  allowYoungOrphans: PolicyValue<boolean>;
  /** Another service maintains the table. */
  maintainedBy: PolicyValue<string | undefined>;
  /** For table-health, the weakest first. */
  health: Array<{ source: ThresholdSource; overrides: HealthPolicyOverrides }>;
  /** Names of the policies that are for the table, the widest first. */
  policies: string[];
}
