export * from './glueKind';
