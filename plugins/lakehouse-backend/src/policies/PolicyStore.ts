import type { MaintenancePolicyDocument } from '@lakehouse-portal/maintenance';

/** A policy that is kept in the portal. Instants in milliseconds since the epoch. */
export interface StoredPolicy {
  document: MaintenancePolicyDocument;
  /** From 1; goes up with each change. */
  version: number;
  changedAt: number;
  changedBy: string;
}

/** One version; without a document the policy was removed. */
export type StoredPolicyVersion = Omit<StoredPolicy, 'document'> & {
  document?: MaintenancePolicyDocument;
};

/** Who changes a policy, when, and which version they have seen. */
export interface PolicyChange {
  /** The version that is to be replaced; absent: there must be none. */
  version?: number;
  by: string;
  at: number;
}

/** Keeps policies, and all versions of them. */
export interface PolicyStore {
  /** Another number whenever something has changed. */
  revision(): Promise<number>;
  /** Those that hold, by name. @throws InvalidMaintenancePolicyError when one isn't right by today's rules. */
  list(): Promise<StoredPolicy[]>;
  /** Newest first. */
  listVersions(name: string, limit: number): Promise<StoredPolicyVersion[]>;
  /** The same document again changes nothing. @throws ConflictError when another version is there. */
  save(
    document: MaintenancePolicyDocument,
    change: PolicyChange,
  ): Promise<void>;
  /** @throws NotFoundError, ConflictError */
  remove(
    name: string,
    change: PolicyChange & { version: number },
  ): Promise<void>;
}
