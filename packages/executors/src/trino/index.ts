export { trinoCapabilities } from './trinoCapabilities';
export * from './TrinoExecutor';
export * from './trinoFeatures';
