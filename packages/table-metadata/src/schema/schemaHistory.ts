import type { TableMetadata, TableSchema } from '../model';
import { diffSchemas } from './diffSchemas';
import type { SchemaChange } from './SchemaChange';

/**
 * A schema of a table, with what it changed.
 * @public
 */
export interface SchemaVersion {
  schema: TableSchema;
  isCurrent: boolean;
  /** Against the schema before it in the metadata; empty for the first. */
  changes: SchemaChange[];
  /** The first snapshot that was made with it, of those that are kept. */
  firstSnapshotId?: string;
  firstSnapshotMs?: number;
}

/**
 * All schemas of a table in the order of the metadata (that in which they were made), each with its changes against the one
 * before.
 *
 * @param options - `last`: only so many of the newest. Default all.
 * @public
 */
export function schemaHistory(
  metadata: Pick<TableMetadata, 'schemas' | 'currentSchemaId' | 'snapshots'>,
  options: { last?: number } = {},
): SchemaVersion[] {
  const { schemas, currentSchemaId, snapshots } = metadata;
  const first = new Map<number, { id: string; timestampMs: number }>();
  for (const { snapshotId, schemaId, timestampMs } of snapshots) {
    if (schemaId === undefined) continue;
    const known = first.get(schemaId);
    if (!known || timestampMs < known.timestampMs)
      first.set(schemaId, { id: snapshotId, timestampMs });
  }
  const start = Math.max(0, schemas.length - (options.last ?? Infinity));
  return schemas.slice(start).map((schema, index) => {
    const before = schemas[start + index - 1];
    const used = first.get(schema.schemaId);
    return {
      schema,
      isCurrent: schema.schemaId === currentSchemaId,
      changes: before ? diffSchemas(before, schema) : [],
      ...(used
        ? { firstSnapshotId: used.id, firstSnapshotMs: used.timestampMs }
        : {}),
    };
  });
}
