export * from './CatalogAccessDeniedError';
export * from './CatalogAuthenticationError';
export * from './CatalogConfigurationError';
export * from './CatalogError';
export * from './CatalogResponseError';
export * from './CatalogUnavailableError';
