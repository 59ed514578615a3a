export * from './ancestorsOf';
export * from './compareSnapshots';
export * from './findSnapshot';
export * from './SnapshotComparison';
export * from './snapshotLineage';
