export * from './CatalogHttpClient';
export * from './CatalogResponse';
export * from './errorOfResponse';
export * from './jsonOf';
export * from './RequestAuthenticator';
export * from './serverMessage';
