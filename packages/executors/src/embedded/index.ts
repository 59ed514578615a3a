export * from './EmbeddedExecutor';
