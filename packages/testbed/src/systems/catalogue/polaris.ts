import { randomBytes } from 'node:crypto';
import {
  POLARIS_VERSION,
  PolarisManagement,
  startPolaris,
} from '../../polaris';
import { type System, VERIFIED_AS_SOURCE } from '../System';

const CATALOG = 'lake';

export const polaris: System<'polaris'> = {
  title: `Apache Polaris ${POLARIS_VERSION}, which lends credentials for \`minio\``,
  needs: ['minio'],
  fetched: 'built from its source with 300 MB from Maven Central, 2 minutes',
  verified: VERIFIED_AS_SOURCE,
  prerequisites: ['git', 'Maven', 'a JDK 21 or newer'],
  async start({ connection }) {
    const store = connection('minio');
    const keys = {
      clientId: 'root',
      clientSecret: randomBytes(16).toString('hex'),
    };
    const server = await startPolaris({ s3: store, ...keys });
    try {
      const location = `s3://${store.bucket}/polaris`;
      const management = await PolarisManagement.connect({
        url: server.url,
        ...keys,
      });
      await management.createCatalog({ name: CATALOG, location, s3: store });
      return {
        connection: {
          url: server.url,
          icebergUrl: `${server.url}/api/catalog`,
          tokenUrl: `${server.url}/api/catalog/v1/oauth/tokens`,
          ...{ warehouse: CATALOG, location, ...keys },
        },
        stop: () => server.stop(),
      };
    } catch (error) {
      await server.stop();
      throw error;
    }
  },
};
