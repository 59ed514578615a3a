export * from './createEmbeddedLakehouse';
export * from './EmbeddedConnectorFactory';
