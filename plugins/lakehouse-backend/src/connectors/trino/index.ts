export * from './TrinoConnectorFactory';
