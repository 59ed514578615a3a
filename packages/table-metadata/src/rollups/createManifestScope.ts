import type { FieldType, SchemaField, TableMetadata } from '../model';
import { flattenSchema } from '../schema';
import type { ManifestScope } from './ManifestScope';

/**
 * The scope of a table, with no more of its schemas than the types that are needed: a schema may have thousands of
 * columns, of which a rollup depends on a few.
 */
export function createManifestScope(
  metadata: TableMetadata,
  options: { boundsOf: number[]; files: boolean },
): ManifestScope {
  const { partitionSpecs, schemas, currentSchemaId } = metadata;
  const wanted = new Set([
    ...options.boundsOf,
    ...partitionSpecs.flatMap(({ fields }) =>
      fields.flatMap(({ sourceIds }) => sourceIds),
    ),
  ]);
  const types = new Map<number, FieldType>();
  for (const schema of schemas) {
    const isCurrent = schema.schemaId === currentSchemaId;
    for (const { id, type } of flattenSchema(schema))
      if (wanted.has(id) && (isCurrent || !types.has(id))) types.set(id, type);
  }
  const fields: SchemaField[] = [...types]
    // A nested type gives no partition value and no bound.
    .filter(([, type]) => type.kind === 'primitive')
    .sort(([a], [b]) => a - b)
    .map(([id, type]) => ({ id, name: String(id), required: false, type }));
  return {
    metadata: {
      partitionSpecs: partitionSpecs.map(({ specId, fields: parts }) => ({
        specId,
        fields: parts.map(({ sourceIds, fieldId, name, transform }) => ({
          sourceIds,
          fieldId,
          name,
          transform,
        })),
      })),
      currentSchemaId: 0,
      schemas: [{ schemaId: 0, fields, identifierFieldIds: [] }],
    },
    ...options,
  };
}
