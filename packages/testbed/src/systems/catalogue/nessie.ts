import { NESSIE_VERSION, NESSIE_WAREHOUSE, startNessie } from '../../nessie';
import { type System, VERIFIED_BY_MAVEN } from '../System';

export const nessie: System<'nessie'> = {
  title: `Nessie ${NESSIE_VERSION}`,
  needs: ['s3'],
  fetched: '245 MB from Maven Central',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'a JDK 21 or newer'],
  async start({ connection }) {
    const store = connection('s3');
    const server = await startNessie({
      warehouse: `s3://${store.bucket}/nessie`,
      s3: store,
    });
    return {
      connection: {
        icebergUrl: `${server.url}/iceberg`,
        apiUrl: `${server.url}/api/v2`,
        warehouse: NESSIE_WAREHOUSE,
      },
      stop: () => server.stop(),
    };
  },
};
