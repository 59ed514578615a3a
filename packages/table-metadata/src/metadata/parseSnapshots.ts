import type { ReadWarning, Snapshot } from '../model';
import type { JsonFields } from './JsonFields';

/** `snapshots` and `current-snapshot-id`, for which -1 and null mean none. */
export function parseSnapshots(
  fields: JsonFields,
  formatVersion: number,
  warnings: ReadWarning[],
): { snapshots: Snapshot[]; currentSnapshotId: string | undefined } {
  const snapshots = new Map<string, Snapshot>();
  for (const entry of fields.objects('snapshots')) {
    const snapshot = parseSnapshot(entry.fields, formatVersion);
    if (!snapshot) {
      warnings.push({
        code: 'snapshot-unreadable',
        message: `${entry.path} needs "snapshot-id" and "timestamp-ms"; it is left out`,
      });
    } else if (snapshots.has(snapshot.snapshotId)) {
      warnings.push({
        code: 'snapshot-duplicate',
        message: `There are several snapshots ${snapshot.snapshotId}; the first one counts`,
      });
    } else {
      snapshots.set(snapshot.snapshotId, snapshot);
    }
  }
  warnOfCycles(snapshots, warnings);
  const current = fields.id('current-snapshot-id');
  const currentSnapshotId = current === '-1' ? undefined : current;
  if (currentSnapshotId !== undefined && !snapshots.has(currentSnapshotId)) {
    warnings.push({
      code: 'current-snapshot-missing',
      message: `The current snapshot, ${currentSnapshotId}, is not among the snapshots that could be read; its files cannot be counted`,
    });
  }
  return { snapshots: [...snapshots.values()], currentSnapshotId };
}

function parseSnapshot(
  fields: JsonFields,
  formatVersion: number,
): Snapshot | undefined {
  const snapshotId = fields.id('snapshot-id');
  const timestampMs = fields.integer('timestamp-ms');
  if (snapshotId === undefined || timestampMs === undefined) return undefined;
  const { operation, ...summary } = fields.strings('summary');
  const parent = fields.id('parent-snapshot-id');
  const manifests = fields
    .list('manifests')
    ?.filter((value): value is string => typeof value === 'string');
  return {
    snapshotId,
    // Some writers give a first snapshot the parent -1.
    parentSnapshotId: parent === '-1' ? undefined : parent,
    sequenceNumber:
      formatVersion === 1 ? undefined : fields.id('sequence-number'),
    timestampMs,
    operation,
    summary,
    manifestList: fields.string('manifest-list'),
    manifests,
    schemaId: fields.integer('schema-id'),
    firstRowId: fields.id('first-row-id'),
    addedRows: fields.id('added-rows'),
  };
}

/** One walk over all snapshots: each is visited once. */
function warnOfCycles(
  snapshots: Map<string, Snapshot>,
  warnings: ReadWarning[],
): void {
  const done = new Set<string>();
  for (const start of snapshots.keys()) {
    const path = new Set<string>();
    let id: string | undefined = start;
    while (id !== undefined && snapshots.has(id) && !done.has(id)) {
      if (path.has(id)) {
        warnings.push({
          code: 'snapshot-cycle',
          message: `Snapshot ${id} is its own ancestor; its history is cut there`,
        });
        break;
      }
      path.add(id);
      id = snapshots.get(id)?.parentSnapshotId;
    }
    for (const visited of path) done.add(visited);
  }
}
