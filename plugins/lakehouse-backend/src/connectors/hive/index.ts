export * from './hiveKind';
