export * from './planScan';
