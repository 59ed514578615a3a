import type {
  SchemaField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

/** Names of the columns of the declared sort order, first key first; empty without one. */
export function sortColumns(metadata: TableMetadata): string[] {
  const order = metadata.sortOrders.find(
    ({ orderId }) => orderId === metadata.defaultSortOrderId,
  );
  const names = columnNames(metadata);
  return (order?.fields ?? []).map(
    field => names.get(field.sourceIds[0]) ?? `column ${field.sourceIds[0]}`,
  );
}

/** Full names of the fields of the current schema by id, those of structs as `a.b`. */
export function columnNames(metadata: TableMetadata): Map<number, string> {
  const schema = metadata.schemas.find(
    ({ schemaId }) => schemaId === metadata.currentSchemaId,
  );
  const names = new Map<number, string>();
  const pending: Array<{ field: SchemaField; prefix: string }> = (
    schema?.fields ?? []
  ).map(field => ({
    field,
    prefix: '',
  }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const name = `${next.prefix}${next.field.name}`;
    names.set(next.field.id, name);
    if (next.field.type.kind === 'struct') {
      for (const field of next.field.type.fields) {
        pending.push({ field, prefix: `${name}.` });
      }
    }
  }
  return names;
}
