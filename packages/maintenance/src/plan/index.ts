export * from './isInsideLocation';
export * from './MaintenanceRules';
export * from './partitionSelectorOf';
export { countOrphans } from './planOrphanRemoval';
export { smallFileBytes } from './planCompaction';
export { snapshotsDue } from './planExpiry';
export * from './PlanInput';
export * from './planMaintenance';
