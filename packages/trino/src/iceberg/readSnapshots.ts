import type {
  Snapshot,
  SnapshotRef,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { TrinoValue } from '../values';
import type { MetadataLogEntry } from './readMetadataLog';
import {
  millisecondsOf,
  optionalNumber,
  optionalText,
  textOf,
  type TableQueries,
} from './TableQueries';

/** Sequence number and schema of a snapshot come from the metadata log, for those that it still has. */
export async function readSnapshots(
  queries: TableQueries,
  log: MetadataLogEntry[],
): Promise<Snapshot[]> {
  const { rows } = await queries.run(
    `SELECT committed_at, CAST(snapshot_id AS varchar), CAST(parent_id AS varchar), operation, manifest_list, summary FROM ${queries.inSql(
      'snapshots',
    )}`,
  );
  const logged = new Map(log.map(entry => [entry.snapshotId, entry]));
  return rows.map(row => {
    const snapshotId = textOf(row[1]);
    const entry = logged.get(snapshotId);
    return {
      snapshotId,
      parentSnapshotId: optionalText(row[2]),
      sequenceNumber: entry?.sequenceNumber,
      timestampMs: millisecondsOf(row[0]),
      operation: optionalText(row[3]),
      summary: textMap(row[5]),
      manifestList: optionalText(row[4]) || undefined,
      schemaId: entry?.schemaId,
    };
  });
}

export async function readSnapshotLog(
  queries: TableQueries,
): Promise<TableMetadata['snapshotLog']> {
  const { rows } = await queries.run(
    `SELECT made_current_at, CAST(snapshot_id AS varchar) FROM ${queries.inSql(
      'history',
    )}`,
  );
  return rows
    .map(row => ({
      timestampMs: millisecondsOf(row[0]),
      snapshotId: textOf(row[1]),
    }))
    .sort((a, b) => a.timestampMs - b.timestampMs);
}

export async function readRefs(queries: TableQueries): Promise<SnapshotRef[]> {
  const { rows } = await queries.run(
    `SELECT name, type, CAST(snapshot_id AS varchar), max_reference_age_in_ms, min_snapshots_to_keep, max_snapshot_age_in_ms FROM ${queries.inSql(
      'refs',
    )}`,
  );
  return rows.map(row => ({
    name: textOf(row[0]),
    type: textOf(row[1]).toLowerCase() === 'tag' ? 'tag' : 'branch',
    snapshotId: textOf(row[2]),
    maxRefAgeMs: optionalNumber(row[3]),
    minSnapshotsToKeep: optionalNumber(row[4]),
    maxSnapshotAgeMs: optionalNumber(row[5]),
  }));
}

/** Properties that Trino makes up, besides those that are set. */
const SYNTHETIC = new Set([
  'format',
  'provider',
  'current-snapshot-id',
  'location',
  'format-version',
  'sort-order',
  'identifier-fields',
]);

/** `set`: the table's own. `told`: what Trino says besides. */
export async function readProperties(
  queries: TableQueries,
): Promise<{ set: Record<string, string>; told: Map<string, string> }> {
  const { rows } = await queries.run(
    `SELECT key, value FROM ${queries.inSql('properties')}`,
  );
  const set: Record<string, string> = {};
  const told = new Map<string, string>();
  for (const [key, value] of rows) {
    const name = textOf(key);
    if (SYNTHETIC.has(name)) {
      told.set(name, optionalText(value) ?? '');
    } else {
      set[name] = optionalText(value) ?? '';
    }
  }
  return { set, told };
}

function textMap(value: TrinoValue): Record<string, string> {
  return value instanceof Map
    ? Object.fromEntries(
        [...value].flatMap(([key, text]) => {
          // The operation has a column of its own, and is not repeated.
          return typeof key === 'string' && key !== 'operation'
            ? [[key, optionalText(text) ?? '']]
            : [];
        }),
      )
    : {};
}
