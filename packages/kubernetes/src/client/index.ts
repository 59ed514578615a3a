export * from './ApiResource';
export * from './ClusterAddress';
export { errorOfResponse } from './errorOfResponse';
export * from './fetchTransport';
export * from './KubernetesClient';
export * from './KubernetesTransport';
