export * from './checkHop';
export * from './checkHttpCatalog';
export * from './probeDns';
export * from './probeEndpoint';
export * from './probeTcp';
export * from './probeTls';
