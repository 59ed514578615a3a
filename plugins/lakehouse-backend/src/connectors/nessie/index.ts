export * from './nessieKind';
