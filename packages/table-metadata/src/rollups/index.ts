export * from './MemoryRollupCache';
export type { RollupCache } from './RollupCache';
export type { KeptTotals, TotalsCache } from './TotalsCache';
export type { RollupStore } from './RollupStore';
export type { RollUpOptions } from './rollUpManifests';
export type * from './ManifestRollup';
