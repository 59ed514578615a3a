export * from './DatabaseRunStore';
