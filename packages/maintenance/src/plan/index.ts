export * from './isInsideLocation';
export * from './MaintenanceRules';
export * from './partitionSelectorOf';
export { countOrphans } from './planOrphanRemoval';
export { snapshotsDue } from './planExpiry';
export * from './PlanInput';
export * from './planMaintenance';
export * from './smallFileBytesOf';
