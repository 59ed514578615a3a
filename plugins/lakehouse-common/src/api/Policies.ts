import type {
  MaintenancePolicyDocument,
  PlanPolicyEntry,
  PolicyIssue,
} from '@lakehouse-portal/maintenance';
import type { TableRef } from './TableRef';

/**
 * A policy of maintenance in a list. Instants are ISO 8601, UTC.
 * @public
 */
export interface PolicySummary {
  name: string;
  document: MaintenancePolicyDocument;
  /**
   * `configuration`: it is changed there alone. `portal`: kept in the portal's database, and changed here. `document`: the
   * document of a lakehouse says it, and is changed and registered again.
   */
  origin: 'configuration' | 'portal' | 'document';
  /** Whose document, of the origin `document`. */
  lakehouse?: string;
  /** Tables that it is for, by the last scans; narrower policies may decide some of its values for some of them. */
  tables: number;
  /** Of a policy of the portal; goes up with each change. */
  version?: number;
  changedAt?: string;
  /** Entity ref, or subject of a service. */
  changedBy?: string;
  /** The configuration has one of this name, which holds instead. */
  overruled?: boolean;
}

/** @public */
export interface PolicyList {
  /** By name. */
  items: PolicySummary[];
  /** All tables of all lakehouses, by the last scans. */
  tables: number;
}

/**
 * One version of a policy of the portal.
 * @public
 */
export interface PolicyVersion {
  version: number;
  changedAt: string;
  changedBy: string;
  /** Absent: with this version the policy was removed. */
  document?: MaintenancePolicyDocument;
}

/** @public */
export interface PolicyDetail extends PolicySummary {
  /** As it would stand in a file. */
  yaml: string;
  /** Some of the tables, by name. */
  examples: TableRef[];
  /** Newest first, at most 50; empty for one that is not of the portal. */
  versions: PolicyVersion[];
}

/** @public */
export interface PolicyPreviewRequest {
  /** A document, right or wrong. */
  document: unknown;
}

/**
 * What a document would come to. Nothing is changed.
 * @public
 */
export interface PolicyPreview {
  /** All that is wrong with it; everything else is there only when nothing is. */
  issues: PolicyIssue[];
  yaml?: string;
  /** Tables that it would be for, by the last scans. */
  tables?: number;
  /** Some of them, by name. */
  examples?: TableRef[];
  /** A policy of this name that is there already. */
  existing?: Pick<PolicySummary, 'origin' | 'version'>;
}

/** @public */
export interface SavePolicyRequest {
  document: MaintenancePolicyDocument;
  /** The version that it replaces; left out for a new policy. */
  version?: number;
}

/**
 * The policy that applies to one table, value by value.
 * @public
 */
export interface TablePolicy extends TableRef {
  /** Names of the policies that are for the table, the widest first. */
  policies: string[];
  values: PlanPolicyEntry[];
}
