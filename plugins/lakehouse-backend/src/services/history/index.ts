export * from './buildCommits';
export * from './keptElsewhereLede';
