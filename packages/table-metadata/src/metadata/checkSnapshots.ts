import type { ReadWarning } from '../model';
import type { SnapshotSet } from './SnapshotSet';

const UNSEEN = 0;
const ON_PATH = 1;
const DONE = 2;

/** Warns of snapshots that are their own ancestors. One walk over all: each is visited once. */
export function warnOfCycles(
  snapshots: SnapshotSet,
  warnings: ReadWarning[],
): void {
  const states = new Uint8Array(snapshots.length);
  for (let start = 0; start < snapshots.length; start++) {
    let place = start;
    while (place >= 0 && states[place] === UNSEEN) {
      states[place] = ON_PATH;
      place = snapshots.parentPlace(place);
    }
    if (place >= 0 && states[place] === ON_PATH)
      warnings.push({
        code: 'snapshot-cycle',
        message: `Snapshot ${snapshots.idAt(
          place,
        )} is its own ancestor; its history is cut there`,
      });
    for (
      place = start;
      place >= 0 && states[place] === ON_PATH;
      place = snapshots.parentPlace(place)
    )
      states[place] = DONE;
  }
}

/** The id of the current snapshot, with a warning when it isn't there. -1 and null mean none. */
export function checkCurrentSnapshot(
  id: string | undefined,
  snapshots: SnapshotSet,
  warnings: ReadWarning[],
): string | undefined {
  if (id === undefined || id === '-1') return undefined;
  if (snapshots.find(id) < 0)
    warnings.push({
      code: 'current-snapshot-missing',
      message: `The current snapshot, ${id}, is not among the snapshots that could be read; its files cannot be counted`,
    });
  return id;
}
