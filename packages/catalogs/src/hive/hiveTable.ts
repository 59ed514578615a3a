import type { CatalogTable } from '../catalog';
import { glueTable } from '../glue/glueTable';
import type { ThriftStruct } from './ThriftValue';

/**
 * A `Table` of the metastore. Glue took its conventions over, so that the same recognises formats and views.
 * `numFiles` and `totalSize` are not looked at: engines leave them at zero for Iceberg tables.
 *
 * @see https://github.com/apache/hive/blob/rel/release-4.0.1/standalone-metastore/metastore-common/src/main/thrift/hive_metastore.thrift
 */
export function hiveTable(
  namespace: string,
  table: ThriftStruct,
): CatalogTable {
  const descriptor = table.struct(7);
  const read = glueTable(namespace, {
    Name: table.string(1) ?? '',
    TableType: table.string(12),
    Parameters: table.strings(9),
    StorageDescriptor: {
      Location: descriptor?.string(2),
      InputFormat: descriptor?.string(3),
      SerdeInfo: {
        SerializationLibrary: descriptor?.struct(7)?.string(2),
      },
    },
  });
  return {
    ...read,
    namespace,
    ...(read.unreadable && {
      unreadable: read.unreadable.replace('in Glue', 'in the Hive Metastore'),
    }),
  };
}
