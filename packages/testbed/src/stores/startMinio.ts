import { join } from 'node:path';
import { freePort } from '../processes';
import { goProgram } from './goProgram';
import { StoreServer } from './StoreServer';

/** The newest that the module proxy has: MinIO's last commit before its repository was archived. */
export const MINIO_VERSION = 'v0.0.0-20260212201848-7aac2a2c5b7c';

/**
 * Starts MinIO with one drive, and its STS, which lends credentials of a session to whoever has a key. Built on first use
 * (3 minutes, 150 MB). Its licence is the AGPL: it is run as it is, for tests only, and nothing here is linked with it.
 *
 * @param directory - Gets the folder `minio`.
 * @throws MissingPrerequisiteError without Go.
 */
export async function startMinio(options: {
  directory: string;
  accessKeyId: string;
  secretAccessKey: string;
  region: string;
}): Promise<StoreServer> {
  const { directory, accessKeyId, secretAccessKey, region } = options;
  const command = await goProgram(
    'minio',
    'github.com/minio/minio',
    MINIO_VERSION,
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return StoreServer.start({
    command,
    args: [
      ...['server', '--quiet', '--address', `127.0.0.1:${port}`],
      join(directory, 'minio'),
    ],
    env: {
      MINIO_ROOT_USER: accessKeyId,
      MINIO_ROOT_PASSWORD: secretAccessKey,
      MINIO_REGION: region,
      MINIO_BROWSER: 'off',
      // It asks nobody for newer versions.
      MINIO_UPDATE: 'off',
    },
    url,
    // The other addresses of its health say yes before it lets anybody make a bucket.
    readyUrl: `${url}/minio/health/cluster`,
    needsSuccess: true,
  });
}
