export * from './folderKind';
