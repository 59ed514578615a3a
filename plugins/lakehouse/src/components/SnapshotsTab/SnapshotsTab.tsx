import { Surface } from '../shared';

/** Placeholder until its owner delivers it. */
export function SnapshotsTab() {
  return <Surface>{null}</Surface>;
}
