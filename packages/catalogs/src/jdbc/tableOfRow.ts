import { type CatalogTable, namespaceName } from '../catalog';
import type { JdbcRow } from './JdbcDatabase';

/** Characters that are asked for of a name and of a location: more is none, and not worth the memory. */
export const MAX_NAME = 1024;
export const MAX_LOCATION = 8192;

/**
 * A row of `iceberg_tables` as a table. Namespaces have their levels joined by dots there, so that a level with a dot
 * in it cannot be told from two levels: Iceberg's own catalog cannot either.
 *
 * @returns Undefined for a row without namespace or name, which no catalog writes.
 */
export function tableOfRow(row: JdbcRow): CatalogTable | undefined {
  const { table_namespace: namespace, table_name: name } = row;
  if (typeof namespace !== 'string' || typeof name !== 'string')
    return undefined;
  const identifier = { namespace: namespaceName(namespace.split('.')), name };
  const type = row.iceberg_type;
  if (typeof type === 'string' && type.toUpperCase() === 'VIEW')
    return { ...identifier, kind: 'view' };
  const location = row.metadata_location;
  if (typeof location !== 'string' || location === '')
    return {
      ...identifier,
      unreadable: 'Its row in the catalog has no metadata location',
    };
  return location.length >= MAX_LOCATION
    ? {
        ...identifier,
        unreadable: `Its metadata location in the catalog has ${MAX_LOCATION} characters or more`,
      }
    : { ...identifier, metadataLocation: location };
}
