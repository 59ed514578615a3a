export * from './ClusterSecrets';
export * from './TrinoConnectorFactory';
