export * from './forwardPort';
export * from './MissingLoginError';
export * from './neededForward';
export type { ForwardAddress } from './openPodConnection';
export * from './reachTrinoOfCluster';
export { readSecret } from './readSecret';
export * from './trustOf';
