export * from './readStatus';
export * from './StatusReport';
