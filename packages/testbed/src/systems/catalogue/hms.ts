import { HIVE_METASTORE_VERSION, startHiveMetastore } from '../../hive';
import { type System, VERIFIED_BY_MAVEN } from '../System';

export const hms: System<'hms'> = {
  title: `Hive Metastore ${HIVE_METASTORE_VERSION}`,
  needs: ['postgres', 's3'],
  fetched: '215 MB from Maven Central',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'a JDK 17 to 23', 'tar'],
  async start({ connection }) {
    const warehouse = `s3://${connection('s3').bucket}/hms`;
    const server = await startHiveMetastore({
      postgres: connection('postgres'),
      database: 'hive_metastore',
      warehouse,
    });
    return {
      connection: { uri: server.uri, warehouse },
      stop: () => server.stop(),
    };
  },
};
