import type { ConnectionDetail } from '@lakehouse-portal/plugin-lakehouse-common';
import { isSecret, sparkSettings } from '../../snippets';

/** How to connect to an embedded lakehouse from outside the portal. There are no secrets: who reads the disk reads it. */
export function embeddedConnectionDetails(context: {
  /** Name of the catalog in the rows of the SQLite file. */
  catalog: string;
  catalogFile: string;
  /** `file:///…` */
  warehouse: string;
  directory: string;
}): ConnectionDetail[] {
  const { catalog, catalogFile, warehouse } = context;
  return [
    {
      label: 'Kind',
      value:
        'Embedded: a SQLite catalog and a folder on the disk of the back end, for trying out and small data',
    },
    { label: 'Catalog', value: `sqlite:///${catalogFile}` },
    { label: 'Name of the catalog', value: catalog },
    { label: 'Warehouse', value: warehouse },
    { label: 'Folder', value: context.directory },
    {
      label: 'PyIceberg, ~/.pyiceberg.yaml',
      language: 'yaml',
      value: [
        'catalog:',
        `  ${catalog}:`,
        '    type: sql',
        `    uri: ${JSON.stringify(`sqlite:///${catalogFile}`)}`,
        `    warehouse: ${JSON.stringify(warehouse)}`,
      ].join('\n'),
    },
    {
      label: 'Spark, spark-defaults.conf',
      language: 'properties',
      value: sparkSettings({
        lakehouse: catalog,
        catalog: { kind: 'sqlite', file: catalogFile, name: catalog },
        store: { kind: 'local' },
        warehouse,
        tableLocation: warehouse,
      })
        .map(([key, value]) => `${key} ${isSecret(value) ? '' : value}`.trim())
        .join('\n'),
    },
  ];
}
