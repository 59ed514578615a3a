export * from './SourceChecks';
export * from './SourceDescriptions';
export * from './icebergLibrary';
