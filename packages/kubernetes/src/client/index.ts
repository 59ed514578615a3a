export * from './ApiResource';
export * from './fetchTransport';
export * from './KubernetesClient';
export * from './KubernetesTransport';
