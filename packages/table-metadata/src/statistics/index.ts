export * from './readFileStatistics';
