export * from './SourceChecks';
export * from './SourceDescriptions';
