export * from './FileLayout';
export * from './partitionsByExcess';
export * from './sortColumns';
export * from './partitionColumns';
export * from './deleteFilesOf';
export * from './partitionBeingWritten';
export * from './partitionsToRewrite';
