import { recreateDatabase } from '../../postgres';
import { ICEBERG_REST_VERSION, startIcebergRest } from '../../rest';
import { type System, VERIFIED_BY_MAVEN } from '../System';

const DATABASE = 'iceberg_rest';

export const rest: System<'rest'> = {
  title: `Iceberg REST, Apache's reference server ${ICEBERG_REST_VERSION}`,
  needs: ['postgres', 's3'],
  fetched: '145 MB from Maven Central',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'a JDK 17 to 23'],
  async start({ connection }) {
    const store = connection('s3');
    const warehouse = `s3://${store.bucket}/rest`;
    // A new one: what a server that ran before left in it would name objects that are gone.
    const { host, port, database, user, password } = await recreateDatabase(
      connection('postgres'),
      DATABASE,
    );
    const server = await startIcebergRest({
      warehouse,
      s3: store,
      backend: {
        type: 'postgresql',
        url: `jdbc:postgresql://${host}:${port}/${database}`,
        user,
        password,
      },
    });
    return {
      connection: { url: server.url, warehouse },
      stop: () => server.stop(),
    };
  },
};
