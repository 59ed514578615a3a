export * from './unityKind';
