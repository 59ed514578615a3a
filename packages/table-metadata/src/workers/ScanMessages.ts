import type { ManifestFile } from '../model';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import type { ManifestScope } from '../rollups/ManifestScope';

/** Marks a thread as one of ours: the module of the worker does nothing elsewhere. */
export const SCAN_WORKER = 'lakehouse-portal/scan-worker';

/** To a worker: a manifest to be rolled up. */
export interface ScanRequest {
  /** Where they are in shared memory, nobody writes into it until there is an answer. Others are handed over. */
  bytes: Uint8Array;
  manifest: ManifestFile;
  scopeId: number;
  /** With the first request of a scope. */
  scope?: ManifestScope;
}

/** From a worker. */
export type ScanReply =
  | { rollup: ManifestRollup }
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
