export { lazyArray, storeOf } from './lazyArray';
export { SnapshotLogStore } from './SnapshotLogStore';
export { SnapshotScanner } from './SnapshotScanner';
export { SnapshotStore } from './SnapshotStore';
