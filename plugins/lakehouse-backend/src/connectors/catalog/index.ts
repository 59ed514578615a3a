export * from './CatalogConnection';
export * from './CatalogConnector';
export * from './CatalogConnectorFactory';
export * from './ConnectionStorage';
export * from './SecretRedactor';
