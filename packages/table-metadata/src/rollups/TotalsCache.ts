/**
 * Rollups that were added up already. Only within a process: what adds them up next goes on from it.
 * @public
 */
export interface KeptTotals {
  /** Keys of the rollups that are in it. */
  readonly rollupKeys: string[];
  /** Memory that it takes, about, in bytes. */
  readonly sizeBytes: number;
}

/**
 * Keeps totals of many rollups, so that after a commit only those of new manifests are added.
 * @public
 */
export interface TotalsCache {
  /** Hands over what was kept under a name and forgets it: whoever has it changes it. */
  take(name: string): KeptTotals | undefined;
  /** Keeps totals, as far as there is room. Whoever kept them must not change them any more. */
  keep(name: string, totals: KeptTotals): void;
}
