import type {
  SchemaField,
  TableMetadata,
} from '@lakehouse-portal/table-metadata';

const PREFIX = 'write.metadata.metrics.';

/**
 * Whether files that are written anew get bounds of any column, by what the table tells writers. Where they don't, a rewrite
 * cures no lack of statistics: it would be done over and over, in vain.
 * @public
 */
export function writesStatistics({
  schemas,
  currentSchemaId,
  properties,
}: Pick<TableMetadata, 'schemas' | 'currentSchemaId' | 'properties'>): boolean {
  const general = isOn(properties[`${PREFIX}default`]);
  const schema = schemas.find(({ schemaId }) => schemaId === currentSchemaId);
  const columns = columnsOf(schema?.fields ?? []);
  return columns.length === 0
    ? general
    : columns.some(column => {
        const key = `${PREFIX}column.${column}`;
        return Object.hasOwn(properties, key) ? isOn(properties[key]) : general;
      });
}

/** What can't be read counts as the default, which has bounds. */
function isOn(mode: string | undefined): boolean {
  return !['none', 'counts'].includes(mode?.trim().toLowerCase() ?? '');
}

/** Full names of those that can have bounds: none of what a list or a map holds can. */
function columnsOf(fields: readonly SchemaField[], parent = ''): string[] {
  return fields.flatMap(({ name, type }) => {
    switch (type.kind) {
      case 'primitive':
        return [`${parent}${name}`];
      case 'struct':
        return columnsOf(type.fields, `${parent}${name}.`);
      default:
        return [];
    }
  });
}
