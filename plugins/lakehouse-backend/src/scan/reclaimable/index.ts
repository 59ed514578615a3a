export * from './readOldSnapshotFiles';
export * from './readReclaimable';
export type { FileCount } from './readUnreachableFiles';
