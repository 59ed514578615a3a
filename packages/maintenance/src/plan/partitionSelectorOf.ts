import type {
  SchemaField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';
import type { PartitionSelector } from '../model';

/**
 * A partition as executors take it, from its path as statistics name it.
 *
 * @param partition - As `partitionPath` of table-metadata writes it; empty for an unpartitioned table.
 * @returns undefined for a partition that can't be named: one of a column that is nested or gone, a text that reads as
 * the null partition does, metadata that lies.
 */
export function partitionSelectorOf(
  metadata: Pick<
    TableMetadata,
    'partitionSpecs' | 'schemas' | 'currentSchemaId'
  >,
  specId: number,
  partition: string,
): PartitionSelector | undefined {
  const spec = metadata.partitionSpecs.find(one => one.specId === specId);
  const fields = (spec?.fields ?? []).filter(
    ({ transform }) => transform !== 'void',
  );
  const parts = partition === '' ? [] : partition.split('/');
  if (!spec || parts.length !== fields.length) {
    return undefined;
  }
  const selected: PartitionSelector['fields'] = [];
  for (const [index, field] of fields.entries()) {
    const prefix = `${escaped(field.name)}=`;
    const source = columnOf(metadata, field.sourceIds[0]);
    if (!parts[index].startsWith(prefix) || source === undefined) {
      return undefined;
    }
    const text = unescaped(parts[index].slice(prefix.length));
    if (
      text === 'null' &&
      source.type.kind === 'primitive' &&
      source.type.name === 'string'
    ) {
      return undefined;
    }
    selected.push({
      name: field.name,
      sourceColumn: source.name,
      transform: field.transform,
      value: text === 'null' ? null : text,
    });
  }
  return { specId, label: partition, fields: selected };
}

function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex -- what partitionPath escapes
  return text.replace(/[\u0000-\u001f\u007f%/=\\]/g, char => {
    const code = char.charCodeAt(0).toString(16).toUpperCase();
    return `%${code.padStart(2, '0')}`;
  });
}

function unescaped(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_all, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Name of a top-level column: partitions by nested ones can't be named in every engine's SQL. */
function columnOf(
  {
    schemas,
    currentSchemaId,
  }: Pick<TableMetadata, 'schemas' | 'currentSchemaId'>,
  fieldId: number,
): SchemaField | undefined {
  const current = schemas.find(({ schemaId }) => schemaId === currentSchemaId);
  return current?.fields.find(({ id }) => id === fieldId);
}
