import type { HealthPolicyOverrides } from '@lakehouse-portal/table-health';
import type { MaintenanceOperation, PlannedStep } from '../model';

/** @public */
export const POLICY_API_VERSION = 'lakehouse-portal.io/v1alpha1';

/**
 * A policy as people write it, checked: what maintenance some tables get, and who has to agree. Lives in Git or in the
 * configuration.
 * @public
 */
export interface MaintenancePolicyDocument {
  apiVersion: typeof POLICY_API_VERSION;
  kind: 'MaintenancePolicy';
  metadata: {
    /** As the portal shows where a value comes from: letters, digits, `-`, `_` and `.`. */
    name: string;
    /** For people. */
    description?: string;
  };
  spec: MaintenancePolicySpec;
}

/** @public */
export interface MaintenancePolicySpec {
  /** Which tables; all of all lakehouses when left out. */
  selector?: PolicySelector;
  /** Who has to approve an operation; the policy above decides those that are left out. */
  operations?: Partial<Record<MaintenanceOperation, ApprovalRule>>;
  /** When runs may start; an empty list: at any time. */
  windows?: MaintenanceWindow[];
  /** Runs at the same time among the tables that the policy decides for. */
  concurrency?: number;
  budget?: {
    /** Bytes that one run rewrites at most, `120 GB`; `none`: no limit. */
    perRun?: string | number;
    /** Bytes that all runs of one window rewrite at most; `none`: no limit. */
    perWindow?: string | number;
  };
  /** A table is left alone for so long after a run, ISO 8601; `none`: not at all. */
  cooldown?: string;
  /** How much history stays, and how large files should be: judged by the health of a table as well. */
  retention?: Pick<
    HealthPolicyOverrides,
    'maxSnapshotAge' | 'minSnapshotsToKeep'
  >;
  /** Bytes that a data file should have, `128 MB`. */
  targetFileSize?: string | number;
  /** Whether old metadata files are to go with each commit. */
  metadataCleanup?: boolean;
  orphanFiles?: {
    /** Files that nothing refers to stay until they are so old, ISO 8601; at least seven days. */
    olderThan?: string;
    /** Takes `olderThan` below seven days; counts only in a policy of an administrator. */
    allowYoung?: boolean;
  };
  /** Another service maintains these tables: its name. Nothing is planned then. */
  maintainedBy?: string;
}

/**
 * Which tables a policy is for: those for which all that is said holds. `*` stands for any characters, `?` for one.
 * @public
 */
export interface PolicySelector {
  lakehouse?: string;
  layer?: string;
  /** Levels joined by dots. */
  schema?: string;
  table?: string;
}

/** @public */
export type ApprovalRule = PlannedStep['approval'] | 'off';

/**
 * When runs may start, every week.
 * @public
 */
export interface MaintenanceWindow {
  /** Days on which it begins; every day when left out. */
  days?: Weekday[];
  /** `22:00`. */
  from: string;
  /** `04:00`: on the next day when it isn't later than `from`. */
  to: string;
  /** IANA time zone, `Europe/Oslo`; UTC when left out. */
  timeZone?: string;
}

/** @public */
export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** In order. @public */
export const weekdays: readonly Weekday[] = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
];
