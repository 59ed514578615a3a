import { type CatalogTable, namespaceName } from '../catalog';
import type { NessieEntry } from './nessieAnswers';

/** The table or view that an entry is; undefined for what is neither. */
export function tableOfEntry({
  elements,
  content,
}: NessieEntry): CatalogTable | undefined {
  // One right below the root has no namespace, and gets an empty one: nobody can ask for it, but everybody sees why.
  const identifier = {
    namespace: namespaceName(elements.slice(0, -1)),
    name: elements[elements.length - 1],
  };
  const { type, metadataLocation } = content;
  switch (type) {
    case 'ICEBERG_TABLE':
      return {
        ...identifier,
        format: 'iceberg',
        metadataLocation,
        ...(metadataLocation === undefined && {
          unreadable: 'Nessie tells no metadata location for it',
        }),
      };
    case 'ICEBERG_VIEW':
      return { ...identifier, kind: 'view' };
    case 'DELTA_LAKE_TABLE':
      return {
        ...identifier,
        format: 'delta',
        unreadable: 'A Delta table: only Iceberg tables are read',
      };
    default:
      return undefined;
  }
}
