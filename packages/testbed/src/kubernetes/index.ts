export * from './KubernetesApi';
export * from './KubernetesCluster';
export * from './KubernetesLevel';
export * from './startKubernetes';
export * from './versions';
