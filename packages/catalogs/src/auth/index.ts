export * from './BearerAuthenticator';
export * from './OAuth2Authenticator';
export * from './SigV4Authenticator';
