import { type CatalogTable, namespaceName } from '../catalog';
import type { GlueTable } from './glueAnswers';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What Glue says of a table. Its conventions are those of the Hive Metastore, of which it is a likeness. */
export function glueTable(database: string, table: GlueTable): CatalogTable {
  const parameters = table.Parameters ?? {};
  const uuid = parameters.uuid;
  const location = table.StorageDescriptor?.Location;
  return {
    namespace: namespaceName([database]),
    name: table.Name,
    ...kindOf(table, parameters),
    ...(location ? { location } : {}),
    ...(uuid && UUID.test(uuid) ? { tableUuid: uuid.toLowerCase() } : {}),
  };
}

function kindOf(
  table: GlueTable,
  parameters: Record<string, string>,
): Pick<CatalogTable, 'kind' | 'format' | 'metadataLocation' | 'unreadable'> {
  const type = parameters.table_type?.toLowerCase();
  if (/view/i.test(table.TableType ?? '') || type?.includes('view'))
    return { kind: 'view' };
  if (type === 'iceberg') {
    const metadataLocation = parameters.metadata_location;
    return metadataLocation
      ? { metadataLocation }
      : {
          unreadable:
            'An Iceberg table without metadata_location in Glue: a writer has left it unfinished',
        };
  }
  if (table.TargetTable)
    return {
      unreadable: `A link to ${table.TargetTable.DatabaseName}.${table.TargetTable.Name} of account ${table.TargetTable.CatalogId}: connect that account’s catalog (catalogId) to read it`,
    };
  const format = formatOf(table, parameters, type);
  return {
    format,
    unreadable: `A ${
      NAMES[format] ?? format
    } table: only Iceberg tables are read`,
  };
}

const NAMES: Record<string, string> = {
  delta: 'Delta',
  hudi: 'Hudi',
  hive: 'Hive',
  parquet: 'Parquet',
  orc: 'ORC',
  csv: 'CSV',
  json: 'JSON',
  avro: 'Avro',
};

/** `hive` where nothing says more. */
function formatOf(
  table: GlueTable,
  parameters: Record<string, string>,
  type: string | undefined,
): string {
  const { InputFormat = '', SerdeInfo } = table.StorageDescriptor ?? {};
  const provider = parameters['spark.sql.sources.provider']?.toLowerCase();
  if (type === 'delta' || provider === 'delta') return 'delta';
  if (
    type === 'hudi' ||
    provider === 'hudi' ||
    /hudi|hoodie/i.test(InputFormat)
  )
    return 'hudi';
  const told = [
    parameters.classification,
    InputFormat,
    SerdeInfo?.SerializationLibrary,
    provider,
  ]
    .join(' ')
    .toLowerCase();
  for (const format of ['parquet', 'orc', 'avro', 'json', 'csv'])
    if (told.includes(format)) return format;
  return 'hive';
}
