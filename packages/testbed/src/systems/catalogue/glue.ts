import { startMoto } from '../../glue';
import type { System } from '../System';

export const glue: System<'glue'> = {
  title: 'AWS Glue (imitated by moto)',
  needs: [],
  fetched: '150 MB from PyPI, 20 s',
  verified: 'the hash of each package, as PyPI publishes it (pip)',
  prerequisites: ['Python 3.10 or newer, with venv'],
  async start() {
    const server = await startMoto();
    return {
      connection: { endpoint: server.url, region: 'us-east-1' },
      stop: () => server.stop(),
    };
  },
};
