import {
  HIVE_METASTORE_VERSION,
  type HiveMetastoreVersion,
  startHiveMetastore,
} from '../../hive';
import { type System, VERIFIED_BY_MAVEN } from '../System';

/** A metastore of this version. */
function metastore<N extends 'hms' | 'hms-3'>(
  name: N,
  version: HiveMetastoreVersion,
  fetched: string,
): System<N> {
  return {
    title: `Hive Metastore ${version}`,
    needs: ['postgres', 's3'],
    fetched,
    verified: VERIFIED_BY_MAVEN,
    prerequisites: ['Maven', 'a JDK 17 to 23', 'tar'],
    async start({ connection }) {
      const warehouse = `s3://${connection('s3').bucket}/${name}`;
      const server = await startHiveMetastore({
        postgres: connection('postgres'),
        database: `hive_metastore_${version.replaceAll('.', '_')}`,
        warehouse,
        version,
      });
      return {
        connection: { uri: server.uri, warehouse },
        stop: () => server.stop(),
      };
    },
  };
}

export const hms = metastore(
  'hms',
  HIVE_METASTORE_VERSION,
  '215 MB from Maven Central',
);

/** What most installations of Hive 3 have, and clients that are older than 4.0 can talk to. */
export const hms3 = metastore('hms-3', '3.1.3', '120 MB from Maven Central');
