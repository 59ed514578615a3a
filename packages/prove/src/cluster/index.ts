export * from './checkCluster';
export * from './untilReady';
