export { approve, stepsToApprove, type ApprovableRun } from './approvals';
export * from './contentSegments';
export * from './findAttempt';
export * from './formerValues';
export * from './nextRunState';
export * from './retryDelayMs';
export * from './reviewApprovals';
export * from './reviewUnit';
export * from './runTransitions';
