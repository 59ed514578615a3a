import type { ReadWarning, Snapshot } from '../model';
import type { JsonFields } from './JsonFields';
import { readSnapshot } from './readSnapshot';
import type { SnapshotSet } from './SnapshotSet';

/** `snapshots` of a metadata file that is in memory as a whole. */
export function parseSnapshots(
  fields: JsonFields,
  warnings: ReadWarning[],
): SnapshotSet {
  const places = new Map<string, number>();
  const list: Snapshot[] = [];
  for (const entry of fields.eachObject('snapshots')) {
    const snapshot = readSnapshot(entry, warnings, id => places.has(id));
    if (snapshot) places.set(snapshot.snapshotId, list.push(snapshot) - 1);
  }
  const find = (id: string | undefined): number =>
    id === undefined ? -1 : places.get(id) ?? -1;
  return {
    length: list.length,
    find,
    idAt: place => list[place].snapshotId,
    parentPlace: place => find(list[place].parentSnapshotId),
    toArray: formatVersion =>
      formatVersion > 1
        ? list
        : list.map(snapshot => ({ ...snapshot, sequenceNumber: undefined })),
  };
}
