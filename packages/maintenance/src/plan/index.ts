export * from './isInsideLocation';
export * from './MaintenanceRules';
export * from './partitionSelectorOf';
export { smallFileBytes } from './planCompaction';
export { snapshotsDue } from './planExpiry';
export * from './PlanInput';
export * from './planMaintenance';
