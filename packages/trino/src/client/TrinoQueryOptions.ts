import type { TrinoLimits, TrinoSession } from '../options';
import type { TrinoProgress } from '../protocol';

/** How one query runs; what is left out is as in the client's options. */
export interface TrinoQueryOptions extends TrinoSession {
  limits?: TrinoLimits;
  /** Aborting it ends the query on the server too. The promise then rejects with the reason of the signal. */
  signal?: AbortSignal;
  /** Called with every page. What it throws ends the query. */
  onProgress?: (progress: TrinoProgress) => void;
}
