export * from './TrinoExecutor';
export * from './trinoFeatures';
