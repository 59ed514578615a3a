import {
  millisecondsOf,
  optionalNumber,
  optionalText,
  textOf,
  type TableQueries,
} from './TableQueries';

/** An entry of `$metadata_log_entries`. */
export interface MetadataLogEntry {
  timestampMs: number;
  file: string;
  /** The snapshot that was current then, with its schema and sequence number. */
  snapshotId?: string;
  schemaId?: number;
  sequenceNumber?: string;
}

/** Metadata files, oldest first; the last one is the current. */
export async function readMetadataLog(
  queries: TableQueries,
): Promise<MetadataLogEntry[]> {
  const { rows } = await queries.run(
    `SELECT timestamp, file, CAST(latest_snapshot_id AS varchar), latest_schema_id, CAST(latest_sequence_number AS varchar) FROM ${queries.inSql(
      'metadata_log_entries',
    )}`,
  );
  const entries = rows.map(row => ({
    timestampMs: millisecondsOf(row[0]),
    file: textOf(row[1]),
    snapshotId: optionalText(row[2]),
    schemaId: optionalNumber(row[3]),
    sequenceNumber: optionalText(row[4]),
  }));
  // Sorting is stable: those of one millisecond stay in the order of the log.
  return entries.sort((a, b) => a.timestampMs - b.timestampMs);
}
