import type { CatalogTable } from '../catalog';
import type { Readable } from './IcebergFace';
import type { UnityTable } from './UnityRequests';

const VIEWS: ReadonlySet<string> = new Set([
  'VIEW',
  'MATERIALIZED_VIEW',
  'METRIC_VIEW',
]);
const NAMES: Record<string, string> = {
  avro: 'Avro',
  csv: 'CSV',
  delta: 'Delta',
  hudi: 'Hudi',
  json: 'JSON',
  orc: 'ORC',
  parquet: 'Parquet',
  text: 'text',
};

/** What Unity Catalog says of a table, and whether its Iceberg face has it. */
export function unityTable(
  { namespace, schema }: { namespace: string; schema: string },
  { name, type, format: told, location }: UnityTable,
  readable: Readable,
): CatalogTable {
  const table = {
    ...{ namespace, name },
    ...(location && { location }),
  };
  if (VIEWS.has(type)) return { ...table, kind: 'view' };
  const format = told.toLowerCase();
  // A Delta table with UniForm is an Iceberg table to whoever reads it so.
  if ('has' in readable && readable.has(schema, name))
    return format === '' || format === 'iceberg'
      ? table
      : { ...table, format: 'iceberg' };
  const reason =
    'why' in readable
      ? `The Iceberg face of Unity Catalog can’t be asked: ${readable.why}`
      : 'The Iceberg face of Unity Catalog does not list it';
  switch (format) {
    case '':
      return { ...table, format: 'unknown', unreadable: `${reason}.` };
    case 'iceberg':
      return { ...table, unreadable: `${reason}.` };
    case 'delta':
      return {
        ...table,
        format,
        unreadable:
          'why' in readable
            ? `A Delta table: read only where Iceberg metadata is written for it (UniForm). ${reason}`
            : 'A Delta table without Iceberg metadata: Delta’s log is not read. With UniForm (delta.universalFormat.enabledFormats = iceberg) Unity Catalog hands it over as Iceberg',
      };
    default:
      return {
        ...table,
        format,
        unreadable: `A ${
          Object.hasOwn(NAMES, format) ? NAMES[format] : format
        } table: only Iceberg tables are read`,
      };
  }
}
