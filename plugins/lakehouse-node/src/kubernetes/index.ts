export * from './fieldManager';
export * from './KnownCluster';
export * from './KubernetesAccess';
export * from './passUpgradesToRoutes';
