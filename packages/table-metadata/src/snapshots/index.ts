export * from './ancestorsOf';
export * from './compareSnapshots';
export * from './SnapshotComparison';
