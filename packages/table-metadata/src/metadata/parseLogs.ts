import type { TableMetadata } from '../model';
import type { JsonFields } from './JsonFields';

type SnapshotLogEntry = TableMetadata['snapshotLog'][number];

/** `snapshot-log`. */
export function parseSnapshotLog(fields: JsonFields): SnapshotLogEntry[] {
  const log: SnapshotLogEntry[] = [];
  for (const entry of fields.eachObject('snapshot-log')) {
    const read = readSnapshotLogEntry(entry.fields);
    if (read) log.push(read);
  }
  return log;
}

/** An entry without time or id says nothing. */
export function readSnapshotLogEntry(
  fields: JsonFields,
): SnapshotLogEntry | undefined {
  const timestampMs = fields.integer('timestamp-ms');
  const snapshotId = fields.id('snapshot-id');
  return timestampMs !== undefined && snapshotId !== undefined
    ? { timestampMs, snapshotId }
    : undefined;
}

/** `metadata-log`. */
export function parseMetadataLog(
  fields: JsonFields,
): TableMetadata['metadataLog'] {
  const log: TableMetadata['metadataLog'] = [];
  for (const entry of fields.objects('metadata-log')) {
    const timestampMs = entry.fields.integer('timestamp-ms');
    const metadataLocation = entry.fields.string('metadata-file');
    if (timestampMs !== undefined && metadataLocation !== undefined)
      log.push({ timestampMs, metadataLocation });
  }
  return log;
}
