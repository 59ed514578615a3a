export * from './commitRhythm';
export * from './removedBytes';
export * from './TableHistory';
export * from './oldSnapshotBytesOf';
export * from './reclaimableOf';
export * from './isGarbageCollectionEnabled';
export * from './isHistoryKeptByNessie';
