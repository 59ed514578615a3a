export { polarisDirectory } from './buildPolaris';
export { PolarisManagement } from './PolarisManagement';
export { POLARIS_VERSION } from './polarisVersion';
export * from './startPolaris';
