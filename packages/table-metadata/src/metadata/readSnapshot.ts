import type { ReadWarning, Snapshot } from '../model';
import type { JsonFields } from './JsonFields';

/**
 * One element of `snapshots`; `undefined`, with a warning, when it is unreadable or its id is there already.
 *
 * @param isKnown - Whether a snapshot with this id came before.
 */
export function readSnapshot(
  { fields, path }: { fields: JsonFields; path: string },
  warnings: ReadWarning[],
  isKnown: (snapshotId: string) => boolean,
): Snapshot | undefined {
  const snapshot = parseSnapshot(fields);
  if (!snapshot) {
    warnings.push({
      code: 'snapshot-unreadable',
      message: `${path} needs "snapshot-id" and "timestamp-ms"; it is left out`,
    });
    return undefined;
  }
  if (isKnown(snapshot.snapshotId)) {
    warnings.push({
      code: 'snapshot-duplicate',
      message: `There are several snapshots ${snapshot.snapshotId}; the first one counts`,
    });
    return undefined;
  }
  return snapshot;
}

function parseSnapshot(fields: JsonFields): Snapshot | undefined {
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
    sequenceNumber: fields.id('sequence-number'),
    timestampMs,
    operation,
    summary,
    manifestList: fields.string('manifest-list'),
    manifests,
    schemaId: fields.integer('schema-id'),
    firstRowId: fields.id('first-row-id'),
    addedRows: fields.id('added-rows'),
    keyId: fields.string('key-id'),
  };
}
