export * from './restKind';
