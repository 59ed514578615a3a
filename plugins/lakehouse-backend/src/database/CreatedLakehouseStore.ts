import type { CreateLakehouseRequest } from '@lakehouse-portal/plugin-lakehouse-common';

/** A lakehouse that was created in the portal. */
export interface CreatedLakehouse {
  request: CreateLakehouseRequest;
  /** Absolute path. */
  directory: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Entity ref of the user, or subject of the service. */
  createdBy?: string;
}

/** The right to create a lakehouse of some name. */
export interface CreationClaim {
  name: string;
  claimId: string;
}

/** Keeps the lakehouses that were created in the portal. */
export interface CreatedLakehouseStore {
  listReady(): Promise<CreatedLakehouse[]>;
  /**
   * Reserves a name. `existing`: it is there already. `busy`: somebody is creating it.
   * `abandoned`: an attempt that crashed left this folder, and the claim is now the caller's.
   */
  claim(
    lakehouse: CreatedLakehouse,
    nowMs: number,
  ): Promise<
    | { kind: 'claimed' | 'abandoned'; claim: CreationClaim; directory: string }
    | { kind: 'existing'; lakehouse: CreatedLakehouse }
    | { kind: 'busy' }
  >;
  /** False when the claim was lost. */
  heartbeat(claim: CreationClaim, nowMs: number): Promise<boolean>;
  /** From now on it is shown. False when the claim was lost. */
  complete(claim: CreationClaim): Promise<boolean>;
  /** Replaces the request of one that is complete. False when it is not as it was any more. */
  change(
    lakehouse: CreatedLakehouse,
    request: CreateLakehouseRequest,
  ): Promise<boolean>;
  /** Forgets one that is complete, if it is as it was. */
  remove(lakehouse: CreatedLakehouse): Promise<void>;
  /** Gives the name free again. */
  release(claim: CreationClaim): Promise<void>;
}
