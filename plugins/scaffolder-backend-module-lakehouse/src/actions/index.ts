export * from './kubernetes';
export * from './createLakehouse';
export * from './waitForEntity';
