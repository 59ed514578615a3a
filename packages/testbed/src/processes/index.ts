export * from './cacheDirectory';
export * from './freePort';
export * from './prepareOnce';
export * from './runCommand';
export * from './serverLog';
export * from './ServerProcess';
export * from './Watchdog';
