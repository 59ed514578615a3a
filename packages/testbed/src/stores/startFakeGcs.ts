import { freePort } from '../processes';
import { goProgram } from './goProgram';
import { StoreServer } from './StoreServer';

export const FAKE_GCS_VERSION = 'v1.56.1';

/**
 * Starts fake-gcs-server, which answers Google's JSON API from memory, and accepts anybody. Built on first use.
 *
 * @param directory - A folder in it is a bucket, and a file an object.
 * @throws MissingPrerequisiteError without Go.
 */
export async function startFakeGcs(directory: string): Promise<StoreServer> {
  const command = await goProgram(
    'fake-gcs-server',
    'github.com/fsouza/fake-gcs-server',
    FAKE_GCS_VERSION,
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return StoreServer.start({
    command,
    args: [
      ...['-scheme', 'http', '-host', '127.0.0.1', '-port', String(port)],
      ...['-public-host', `127.0.0.1:${port}`, '-log-level', 'warn'],
      ...['-backend', 'memory', '-data', directory],
    ],
    url,
    readyUrl: `${url}/storage/v1/b`,
  });
}
