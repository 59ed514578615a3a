import type { FieldJson, TypeJson } from '../metadata/TableMetadataJson';
import { quotedIdentifier } from './quoting';

/**
 * The `FIELD_IDS` option of `COPY`, with which Parquet files carry the table's field ids.
 */
export function fieldIdsOption(fields: FieldJson[]): string {
  return `{${fields
    .map(
      field =>
        `${quotedIdentifier(field.name)}: ${idsOf(field.id, field.type)}`,
    )
    .join(', ')}}`;
}

function idsOf(id: number, type: TypeJson): string {
  if (typeof type === 'string') return String(id);
  const own = `__duckdb_field_id: ${id}`;
  if (type.type === 'struct') {
    return `{${[
      own,
      ...type.fields.map(
        field =>
          `${quotedIdentifier(field.name)}: ${idsOf(field.id, field.type)}`,
      ),
    ].join(', ')}}`;
  }
  if (type.type === 'list')
    return `{${own}, element: ${idsOf(type['element-id'], type.element)}}`;
  return `{${own}, key: ${idsOf(type['key-id'], type.key)}, value: ${idsOf(
    type['value-id'],
    type.value,
  )}}`;
}
