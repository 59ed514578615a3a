export * from './fetchTrino';
export * from './findJava';
export * from './TrinoServer';
