import type { ManifestFile } from '../model';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import type { ManifestScope } from '../rollups/ManifestScope';

/** Marks a thread as one of ours: the module of the worker does nothing elsewhere. */
export const SCAN_WORKER = 'lakehouse-portal/scan-worker';

/** What a worker gives: the rollup, and the bytes of the manifest back. */
export interface ScanResult {
  rollup: ManifestRollup;
  bytes: Uint8Array;
}

/** To a worker: a manifest to be rolled up. */
export interface ScanRequest {
  bytes: Uint8Array;
  /** The memory behind `bytes` is whole theirs, and handed over with them. */
  ownsMemory: boolean;
  manifest: ManifestFile;
  scopeId: number;
  /** With the first request of a scope. */
  scope?: ManifestScope;
}

/** From a worker. */
export type ScanReply =
  | ScanResult
  /** Comes before the result, so that the next request is there when that has been given. */
  | { nearlyDone: true }
  | { error: SerializedError; isTableReadError: boolean };

/** An error as it passes between threads. */
export interface SerializedError {
  name: string;
  message: string;
  location?: string;
  offset?: number;
  path?: string;
  stack?: string;
}
