export * from './startNessie';
