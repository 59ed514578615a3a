export * from './jdbcKind';
