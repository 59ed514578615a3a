import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startFakeGcs } from '../../stores';
import { type System, VERIFIED_BY_GO } from '../System';

export const gcs: System<'gcs'> = {
  title: 'Google Cloud Storage (fake-gcs-server)',
  needs: [],
  fetched: 'built with Go',
  verified: VERIFIED_BY_GO,
  prerequisites: ['Go 1.25 or newer'],
  async start({ directory }) {
    const data = join(directory, 'data');
    await mkdir(join(data, 'lake'), { recursive: true });
    const server = await startFakeGcs(data);
    return {
      connection: { endpoint: server.url, directory: data },
      stop: () => server.stop(),
    };
  },
};
