export * from './cacheDirectory';
export * from './freePort';
export * from './prepareOnce';
export * from './runCommand';
