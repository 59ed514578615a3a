export * from './createLakehouse';
export * from './waitForEntity';
