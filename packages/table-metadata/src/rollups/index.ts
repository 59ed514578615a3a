export * from './MemoryRollupCache';
export type { RollupCache } from './RollupCache';
export type { RollupStore } from './RollupStore';
export type { RollUpOptions } from './rollUpManifests';
export type * from './ManifestRollup';
