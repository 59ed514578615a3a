export { DeletionVector } from './DeletionVector';
export * from './distinctCounts';
export * from './PuffinFile';
export * from './readDeletionVector';
export * from './readPuffinBlob';
export * from './readPuffinFooter';
