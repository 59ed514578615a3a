import { NoSuchSchemaError } from '../errors';
import type { Snapshot, TableMetadata, TableSchema } from '../model';

/**
 * The current schema of a table.
 * @throws NoSuchSchemaError when none could be read.
 * @public
 */
export function currentSchema(metadata: TableMetadata): TableSchema {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  if (schema) return schema;
  throw new NoSuchSchemaError(
    `The table has no schema ${
      metadata.currentSchemaId ?? '(none is current)'
    }`,
    {
      location: metadata.metadataLocation,
    },
  );
}

/**
 * The schema that a snapshot was written with; the current one where the snapshot names none (v1).
 * @throws NoSuchSchemaError when it is not among those that could be read.
 * @public
 */
export function schemaOfSnapshot(
  metadata: TableMetadata,
  snapshot: Snapshot,
): TableSchema {
  if (snapshot.schemaId === undefined) return currentSchema(metadata);
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === snapshot.schemaId,
  );
  if (schema) return schema;
  // Not the current one: columns may have been renamed, dropped and added since.
  throw new NoSuchSchemaError(
    `The table has no schema ${snapshot.schemaId}, with which snapshot ${snapshot.snapshotId} was written`,
    { location: metadata.metadataLocation },
  );
}
