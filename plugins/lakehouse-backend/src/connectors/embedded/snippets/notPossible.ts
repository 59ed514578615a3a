import type { QuerySnippet } from '@lakehouse-portal/plugin-lakehouse-common';

/** Engines that can't open a catalog in SQLite on a local disk, each with its reason. */
export function notPossibleSnippets(): QuerySnippet[] {
  return [
    {
      engine: 'Presto',
      language: 'sql',
      notPossible:
        'Presto: not possible. Its Iceberg connector takes a Hive Metastore, Nessie, an Iceberg REST catalog or a Hadoop folder, and no JDBC catalog.',
    },
    {
      engine: 'Dremio',
      language: 'sql',
      notPossible:
        "Dremio: not possible. It can't open a SQLite file as a catalog; it would need an Iceberg REST catalog, Nessie, Glue or a Hive Metastore.",
    },
    {
      engine: 'Snowflake',
      language: 'sql',
      notPossible:
        'Snowflake: not possible. It reads Iceberg tables from cloud storage, and this lakehouse lies on the disk of one machine.',
    },
  ];
}
