export { SnapshotsTab } from './SnapshotsTab';
