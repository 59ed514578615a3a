export * from './simulateCoarserPartitions';
export * from './simulateCommits';
export * from './simulateCompaction';
export * from './simulateExpiry';
export * from './simulateManifestRewrite';
export * from './simulateOrphanRemoval';
export * from './simulatePartitionsCompacted';
export * from './simulateSettings';
