import type {
  RefusedListing,
  ScanState,
} from '@lakehouse-portal/plugin-lakehouse-common';

/** A scan that has the right to run. */
export interface ScanClaim {
  runId: string;
  startedAt: number;
}

/** How a scan ended. */
export interface ScanOutcome {
  /** `cancelled` says nothing about the lakehouse, and leaves its state as it was. */
  status: 'ok' | 'partial' | 'failed' | 'cancelled';
  endedAt: number;
  tablesTotal: number;
  tablesRead: number;
  /** Found to be as they were. */
  tablesUnchanged: number;
  tablesFailed: number;
  /** Known, and not in the listing. */
  tablesMissing: number;
  /** When the listing lacked too many tables. */
  refusedListing?: RefusedListing;
  error?: string;
  /** When the schedule may scan again, by the failures that came before this scan; undefined: whenever it looks. */
  nextAttemptAt(failuresBefore: number): number | undefined;
}

/** Keeps how current the knowledge of each lakehouse is, and sees to it that a lakehouse has one scan at a time. */
export interface ScanStore {
  /** States by lakehouse; one that was never scanned is left out. */
  listStates(nowMs: number): Promise<Map<string, ScanState>>;
  /**
   * The right to scan, or undefined while another scan of the lakehouse is alive, in whatever process; with `onlyIfDue`
   * also before the time of the next attempt.
   */
  claim(
    lakehouse: string,
    nowMs: number,
    options?: { onlyIfDue?: boolean },
  ): Promise<ScanClaim | undefined>;
  /** A sign of life, and what happens. False when the claim was lost: the scan must then stop. */
  heartbeat(
    lakehouse: string,
    claim: ScanClaim,
    nowMs: number,
    activity?: string,
  ): Promise<boolean>;
  finish(
    lakehouse: string,
    claim: ScanClaim,
    outcome: ScanOutcome,
  ): Promise<void>;
  /** Removes finished scans that ended before this. */
  pruneRuns(endedBefore: number): Promise<void>;
}
