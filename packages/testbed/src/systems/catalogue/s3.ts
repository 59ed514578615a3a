import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startVersityGateway } from '../../stores';
import { type System, VERIFIED_BY_GO } from '../System';

const BUCKET = 'lake';

export const s3: System<'s3'> = {
  title: 'S3 (versitygw)',
  needs: [],
  fetched: 'built with Go, 80 MB of modules, 90 s',
  verified: VERIFIED_BY_GO,
  prerequisites: ['Go 1.25 or newer'],
  async start({ directory }) {
    const access = {
      region: 'us-east-1',
      accessKeyId: 'lakekey',
      secretAccessKey: randomBytes(16).toString('hex'),
    };
    const server = await startVersityGateway({ directory, ...access });
    const bucket = join(directory, 'data', BUCKET);
    await mkdir(bucket);
    return {
      connection: {
        endpoint: server.url,
        ...access,
        bucket: BUCKET,
        directory: bucket,
      },
      stop: () => server.stop(),
    };
  },
};
