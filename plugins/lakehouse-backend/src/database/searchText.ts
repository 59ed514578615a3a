import {
  flattenSchema,
  type TableMetadata,
} from '@lakehouse-portal/table-metadata';
import { storableText } from './storableText';

/** Characters: a table with thousands of columns must not make the list slow. */
const MAX_LENGTH = 20_000;

/** What the search looks in of a table of which only the name is known. */
export function searchTextOfName(name: {
  schema: string;
  table: string;
}): string {
  return `${name.schema}.${name.table}`.toLocaleLowerCase('en-US');
}

/** The text of a table that has another name now; the rest, which comes after the name, is found as before. */
export function renamedSearchText(
  text: string,
  name: { schema: string; table: string },
): string {
  return [searchTextOfName(name), ...text.split('\n').slice(1)].join('\n');
}

/** What the search of the list looks in: names, columns, owner, description; lower case. */
export function searchText(table: {
  schema: string;
  table: string;
  owner?: string;
  description?: string;
  metadata: TableMetadata;
}): string {
  const schema = table.metadata.schemas.find(
    ({ schemaId }) => schemaId === table.metadata.currentSchemaId,
  );
  const columns = schema ? flattenSchema(schema).map(field => field.path) : [];
  const parts = [
    `${table.schema}.${table.table}`,
    table.owner,
    table.description,
    ...columns,
  ];
  const text = parts.filter(Boolean).join('\n').toLocaleLowerCase('en-US');
  return storableText(text).slice(0, MAX_LENGTH);
}
