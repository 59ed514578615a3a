export * from './kubernetes';
export * from './policy';
export * from './createLakehouse';
export * from './waitForEntity';
