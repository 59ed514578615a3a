export * from './isInsideLocation';
export * from './MaintenanceRules';
export * from './partitionSelectorOf';
export { snapshotsDue } from './planExpiry';
export * from './PlanInput';
export * from './planMaintenance';
