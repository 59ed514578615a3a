import type { TableMetadata } from '../model';
import { flattenSchema } from '../schema';
import { boundColumn, type BoundColumn } from '../scanner/BoundColumn';

/**
 * What a rollup depends on besides the manifest: plain data, so that it can be handed to a worker thread, and be part
 * of the key under which a rollup is kept.
 */
export interface ManifestScope {
  /** Specs, and the schemas that give their source columns a type. */
  metadata: Pick<
    TableMetadata,
    'partitionSpecs' | 'schemas' | 'currentSchemaId'
  >;
  /** Columns whose bounds are collected. */
  boundsOf: number[];
  /** Whether data files are kept one by one, so that deletes can be attributed. */
  files: boolean;
}

/** How the bounds of the scope's columns are read. */
export function boundColumns({
  metadata,
  boundsOf,
}: ManifestScope): BoundColumn[] {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const types = new Map(
    (schema ? flattenSchema(schema) : []).map(({ id, type }) => [id, type]),
  );
  return [...new Set(boundsOf)].map(id =>
    boundColumn(id, types.get(id) ?? { kind: 'primitive', name: 'unknown' }),
  );
}
