export * from './partitionStartMs';
export * from './readFileStatistics';
