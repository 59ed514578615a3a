import type { ManifestRollup } from './ManifestRollup';
import type { TotalsCache } from './TotalsCache';

/**
 * Keeps rollups of manifests, so that after a commit only new manifests are read. Manifests never change, so that
 * nothing in it grows old; what is forgotten is read again.
 * @public
 */
export interface RollupCache {
  /** What many rollups add up to. Without it, all of a table are added up after each commit: some milliseconds. */
  readonly totals?: TotalsCache;
  /** Those that are known, by key. A cache that fails is like one that knows nothing: it must not throw. */
  get(keys: string[]): Promise<Map<string, ManifestRollup>>;
  /** Keeps rollups, as far as there is room. Must not throw. */
  set(rollups: Map<string, ManifestRollup>): Promise<void>;
}
