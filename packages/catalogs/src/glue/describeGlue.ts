import type { CatalogDescription } from '../catalog';

/** What Glue can do. It tells no version. */
export function describeGlue(): CatalogDescription {
  return {
    product: 'AWS Glue',
    capabilities: [
      {
        id: 'list-tables',
        possible: true,
        note: '100 tables a request, database by database',
      },
      {
        id: 'nested-namespaces',
        possible: false,
        note: 'Glue’s databases have one level',
      },
      { id: 'views', possible: true, note: 'Listed, not read' },
      {
        id: 'detect-changes',
        possible: true,
        note: 'The listing has every metadata location',
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
        note: 'Glue keeps versions of tables, but no commits',
      },
      { id: 'references', possible: false, note: 'Glue has no branches' },
      {
        id: 'vended-credentials',
        possible: false,
        note: 'Lake Formation’s are not asked for',
      },
    ],
  };
}
