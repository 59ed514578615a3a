export { type PlanRemovalOptions, planRemoval } from './planRemoval';
export * from './pruneObjects';
export * from './RemovalPlan';
export * from './removeObjects';
