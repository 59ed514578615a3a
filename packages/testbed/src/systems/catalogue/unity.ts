import { startUnity, UNITY_VERSION } from '../../unity';
import { type System, VERIFIED_AS_SOURCE } from '../System';

export const unity: System<'unity'> = {
  title: `Unity Catalog ${UNITY_VERSION}`,
  needs: [],
  fetched: 'built from its source with 230 MB from Maven Central, a minute',
  verified: VERIFIED_AS_SOURCE,
  prerequisites: ['git', 'Maven', 'a JDK 17 to 23'],
  async start({ directory }) {
    const server = await startUnity({ directory });
    return {
      connection: { url: server.url },
      stop: () => server.stop(),
    };
  },
};
