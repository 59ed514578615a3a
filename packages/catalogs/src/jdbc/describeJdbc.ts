import type { CatalogDescription } from '../catalog';

/** What a JDBC catalog can do. */
export function describeJdbc(database: {
  product: string;
  version?: string;
  /** Without the column `iceberg_type`, as Iceberg made it before 1.5. */
  isVersion0?: boolean;
}): CatalogDescription {
  const { product, version, isVersion0 } = database;
  return {
    product: `Iceberg JDBC catalog on ${product}`,
    components: [
      ...(version ? [{ part: product, version }] : []),
      ...(isVersion0 === undefined
        ? []
        : [
            {
              part: 'Schema of the catalog',
              version: isVersion0 ? 'V0' : 'V1',
            },
          ]),
    ],
    capabilities: [
      {
        id: 'list-tables',
        possible: true,
        note: 'One query for all tables',
      },
      {
        id: 'nested-namespaces',
        possible: true,
        note: 'Levels joined by dots',
      },
      isVersion0
        ? {
            id: 'views',
            possible: false,
            note: 'The catalog has no column iceberg_type (schema V0): views cannot be told from tables',
          }
        : { id: 'views', possible: true, note: 'Listed, not read' },
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
        note: 'The catalog keeps the current and the previous pointer only',
      },
      { id: 'references', possible: false, note: 'It has no branches' },
      {
        id: 'vended-credentials',
        possible: false,
        note: 'A database lends none',
      },
    ],
  };
}
