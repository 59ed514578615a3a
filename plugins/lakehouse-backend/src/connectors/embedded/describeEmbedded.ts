import type { SourceDescription } from '@lakehouse-portal/plugin-lakehouse-node';

/** What an embedded lakehouse is and can do. */
export function describeEmbedded(): SourceDescription[] {
  return [
    {
      source: 'catalog',
      product: 'Embedded: Iceberg’s JDBC catalog in SQLite, on this machine',
      capabilities: [
        { id: 'list-tables', possible: true },
        { id: 'nested-namespaces', possible: true },
        {
          id: 'views',
          possible: false,
          note: 'The portal lists tables of embedded lakehouses only',
        },
        {
          id: 'detect-changes',
          possible: true,
          note: 'One query tells the metadata location of every table',
        },
        {
          id: 'read-metadata',
          possible: true,
          note: 'From the files below its warehouse, and no others',
        },
        { id: 'snapshot-history', possible: true },
        {
          id: 'commit-history',
          possible: false,
          note: 'The catalog has the newest pointer and the one before; history is in the snapshots',
        },
        {
          id: 'references',
          possible: false,
          note: 'Branches and tags are those of each table',
        },
        {
          id: 'vended-credentials',
          possible: false,
          note: 'Who reads the disk reads the tables',
        },
        {
          id: 'query',
          possible: true,
          note: 'By the DuckDB that comes with the portal, read-only and within limits',
        },
      ],
    },
  ];
}
