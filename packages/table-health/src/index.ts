/**
 * Judges the health of a table from its metadata and a policy, and explains the verdict.
 *
 * @packageDocumentation
 */
export * from './ailments/namedAilments';
export * from './calibration';
export type { Curve } from './curves/Curve';
export { speedCurves, type SpeedCurves } from './curves/speedCurves';
export * from './format';
export { ancestorsOf } from './history/ancestorsOf';
export { dueSnapshots } from './history/dueSnapshots';
export { isGarbageCollectionEnabled } from './history/isGarbageCollectionEnabled';
export { isHistoryKeptByNessie } from './history/isHistoryKeptByNessie';
export * from './judge/judge';
export * from './judge/predictSpeed';
export { deleteFilesOf } from './layout/deleteFilesOf';
export { partitionBeingWritten } from './layout/partitionBeingWritten';
export { partitionsToRewrite } from './layout/partitionsToRewrite';
export * from './model';
export * from './policy/foreverMs';
export * from './policy/InvalidPolicyError';
export * from './policy/parseDuration';
export * from './policy/policyOnceSet';
export * from './policy/resolvePolicy';
export * from './policy/withWorkload';
export * from './properties/explainProperties';
export * from './properties/writesStatistics';
export { isReadThroughTrino } from './reading/isReadThroughTrino';
export * from './recommendations/rewriteAilments';
export * from './roll-up';
export * from './score/severityOf';
export {
  simulateCommits,
  simulateCompaction,
  simulateExpiry,
  simulateManifestRewrite,
  simulateOrphanRemoval,
  simulatePartitionsCompacted,
  simulateProperties,
  simulateSortOrder,
} from './simulate';
