export * from './checkHop';
export * from './probeDns';
export * from './probeEndpoint';
export * from './probeTcp';
export * from './probeTls';
