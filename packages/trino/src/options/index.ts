export * from './ResolvedOptions';
export * from './TrinoClientOptions';
export * from './resolveOptions';
export * from './sessionHeaders';
