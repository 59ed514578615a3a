export * from './KnownCluster';
export * from './KubernetesAccess';
