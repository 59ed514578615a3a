export { previewTrinoExpiry } from './expiryPreview';
export { trinoCapabilities } from './trinoCapabilities';
export * from './TrinoExecutor';
export * from './trinoFeatures';
