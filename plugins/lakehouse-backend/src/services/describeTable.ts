import {
  flattenSchema,
  type PartitionSpec,
  type SortOrder,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Full names by field id; of fields that the current schema does not have any more, the newest name. */
export function fieldNames(metadata: TableMetadata): Map<number, string> {
  const names = new Map<number, string>();
  const current = metadata.schemas.filter(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  for (const schema of [...metadata.schemas, ...current]) {
    for (const field of flattenSchema(schema)) {
      names.set(field.id, field.path);
    }
  }
  return names;
}

/** `day(ordered_at), region, bucket[16](id)`, or `unpartitioned`. Fields that were dropped (`void`) are left out. */
export function describePartitioning(
  spec: PartitionSpec,
  names: Map<number, string>,
): string {
  const fields = spec.fields
    .filter(field => field.transform !== 'void')
    .map(field => applied(field.transform, field.sourceIds, names));
  return fields.length > 0 ? fields.join(', ') : 'unpartitioned';
}

/** `ordered_at asc nulls-first, id asc nulls-first`. */
export function describeSortOrder(
  order: SortOrder,
  names: Map<number, string>,
): string {
  return order.fields
    .map(
      field =>
        `${applied(field.transform, field.sourceIds, names)} ${
          field.direction
        } ${field.nullOrder}`,
    )
    .join(', ');
}

function applied(
  transform: string,
  sourceIds: number[],
  names: Map<number, string>,
): string {
  const sources = sourceIds
    .map(id => names.get(id) ?? `field ${id}`)
    .join(', ');
  return transform === 'identity' ? sources : `${transform}(${sources})`;
}
