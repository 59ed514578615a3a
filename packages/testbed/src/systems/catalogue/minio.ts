import { randomBytes } from 'node:crypto';
import { createBucket, startMinio } from '../../stores';
import { type System, VERIFIED_BY_GO } from '../System';

const BUCKET = 'lake';

export const minio: System<'minio'> = {
  title: 'MinIO, an S3 store with STS',
  needs: [],
  fetched: 'built with Go, 3 minutes; under the AGPL',
  verified: VERIFIED_BY_GO,
  prerequisites: ['Go 1.25 or newer'],
  async start({ directory }) {
    const access = {
      region: 'us-east-1',
      accessKeyId: 'lakekey',
      secretAccessKey: randomBytes(16).toString('hex'),
    };
    const server = await startMinio({ directory, ...access });
    const store = { endpoint: server.url, ...access };
    await createBucket(store, BUCKET);
    return {
      connection: { ...store, bucket: BUCKET },
      stop: () => server.stop(),
    };
  },
};
