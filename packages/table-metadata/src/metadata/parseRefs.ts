import type { ReadWarning, SnapshotRef } from '../model';
import { JsonFields } from './JsonFields';
import type { SnapshotSet } from './SnapshotSet';

/** `refs`; where `main` is not written (v1, old v2 writers), it is the current snapshot (spec: snapshot references). */
export function parseRefs(
  fields: JsonFields,
  table: { currentSnapshotId: string | undefined; snapshots: SnapshotSet },
  warnings: ReadWarning[],
): SnapshotRef[] {
  const refs: SnapshotRef[] = [];
  for (const [name, json] of Object.entries(fields.object('refs') ?? {})) {
    const ref = JsonFields.isObject(json)
      ? parseRef(name, new JsonFields(json, `refs.${name}`, warnings))
      : undefined;
    if (!ref) {
      warnings.push({
        code: 'ref-unreadable',
        message: `The ref "${name}" needs "type" branch or tag, and "snapshot-id"; it is left out`,
      });
      continue;
    }
    if (table.snapshots.find(ref.snapshotId) < 0) {
      warnings.push({
        code: 'ref-snapshot-missing',
        message: `The ${ref.type} "${name}" points to snapshot ${ref.snapshotId}, which is not there`,
      });
    }
    refs.push(ref);
  }
  const main = refs.find(({ name }) => name === 'main');
  const { currentSnapshotId } = table;
  if (!main && currentSnapshotId !== undefined) {
    refs.unshift({
      name: 'main',
      type: 'branch',
      snapshotId: currentSnapshotId,
    });
  } else if (main && main.snapshotId !== currentSnapshotId) {
    warnings.push({
      code: 'main-is-not-current',
      message: `The branch main points to snapshot ${
        main.snapshotId
      }, the current snapshot is ${currentSnapshotId ?? 'none'}`,
    });
  }
  return refs;
}

function parseRef(name: string, fields: JsonFields): SnapshotRef | undefined {
  const type = fields.string('type')?.toLowerCase();
  const snapshotId = fields.id('snapshot-id');
  if ((type !== 'branch' && type !== 'tag') || snapshotId === undefined)
    return undefined;
  return {
    name,
    type,
    snapshotId,
    minSnapshotsToKeep: fields.integer('min-snapshots-to-keep'),
    maxSnapshotAgeMs: fields.milliseconds('max-snapshot-age-ms'),
    maxRefAgeMs: fields.milliseconds('max-ref-age-ms'),
  };
}
