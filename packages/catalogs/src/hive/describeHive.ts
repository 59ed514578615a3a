import type { CatalogDescription } from '../catalog';

/** What a Hive Metastore can do. */
export function describeHive(version: string): CatalogDescription {
  return {
    product: 'Hive Metastore',
    version,
    capabilities: [
      {
        id: 'list-tables',
        possible: true,
        note: 'A call for each database, and one for each 100 tables',
      },
      {
        id: 'nested-namespaces',
        possible: false,
        note: 'Databases have no levels',
      },
      { id: 'views', possible: true, note: 'Listed, not read' },
      {
        id: 'detect-changes',
        possible: true,
        note: 'The listing has every metadata location of Iceberg',
      },
      {
        id: 'read-metadata',
        possible: true,
        note: 'From the store, with the credentials of the connection’s storage',
      },
      {
        id: 'snapshot-history',
        possible: true,
        note: 'From the metadata of the table',
      },
      {
        id: 'commit-history',
        possible: false,
        note: 'The metastore keeps the current and the previous pointer only',
      },
      { id: 'references', possible: false, note: 'It has no branches' },
      {
        id: 'vended-credentials',
        possible: false,
        note: 'A metastore lends none',
      },
    ],
  };
}
