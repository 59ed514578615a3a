export * from './Proof';
export * from './StepFailed';
export * from './StepRun';
