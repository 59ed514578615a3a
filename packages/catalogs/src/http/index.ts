export * from './CatalogHttpClient';
export * from './CatalogResponse';
export * from './errorOfResponse';
export * from './jsonOf';
export * from './maxValueBytes';
export * from './parseAnswer';
export * from './RequestAuthenticator';
export * from './serverMessage';
