export * from './checkAccess';
export * from './requireAccessSense';
