import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../processes';
import { goProgram } from './goProgram';
import { StoreServer } from './StoreServer';

export const VERSITY_VERSION = 'v1.8.0';

/**
 * Starts versitygw, an S3 gateway in front of a folder: a folder in `data` is a bucket, and a file an object. Built on
 * first use (90 s, 80 MB).
 *
 * @param directory - Gets the folders `data`, with the buckets that are there already, and `side`.
 * @throws MissingPrerequisiteError without Go.
 */
export async function startVersityGateway(options: {
  directory: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}): Promise<StoreServer> {
  const { directory, accessKeyId, secretAccessKey, region } = options;
  const command = await goProgram(
    'versitygw',
    'github.com/versity/versitygw/cmd/versitygw',
    VERSITY_VERSION,
  );
  const [data, side] = [join(directory, 'data'), join(directory, 'side')];
  await mkdir(data, { recursive: true });
  await mkdir(side, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return StoreServer.start({
    command,
    args: [
      ...['--region', region, '--port', `127.0.0.1:${port}`],
      ...['--health', '/healthz', '--quiet'],
      ...['posix', '--sidecar', side, data],
    ],
    // Not as arguments: those everybody on the machine can see.
    env: {
      ROOT_ACCESS_KEY_ID: accessKeyId,
      ROOT_SECRET_ACCESS_KEY: secretAccessKey,
    },
    url,
    readyUrl: `${url}/healthz`,
  });
}
