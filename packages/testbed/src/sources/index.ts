export * from './compileJava';
export * from './OpenApiGenerator';
export * from './PublicSource';
