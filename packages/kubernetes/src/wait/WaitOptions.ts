import type { WaitProgress } from './WaitReport';

/** How long is waited, and who is told. */
export interface WaitOptions {
  readonly timeoutMs: number;
  /** Between two looks, in milliseconds; 1,000 when left out. */
  readonly intervalMs?: number;
  /** Told whenever something is otherwise than before. */
  readonly onProgress?: (progress: WaitProgress) => void;
  readonly signal?: AbortSignal;
}
