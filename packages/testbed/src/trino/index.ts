export * from './fetchTrino';
export * from './findJava';
export * from './isTrinoReady';
export * from './runStatement';
export * from './TrinoServer';
export * from './TrinoStatements';
