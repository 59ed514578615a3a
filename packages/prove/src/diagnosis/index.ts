export * from './CheckFailed';
export * from './diagnose';
