import { join } from 'node:path';
import { freePort } from '../processes';
import { pythonEnvironment } from '../python';
import { StoreServer } from '../stores';

/**
 * Starts moto's server, an imitation of AWS in memory with Glue, IAM and STS in it; not the real thing. Installed on first
 * use (20 s, 150 MB).
 *
 * @param options - `openRequests`: so many requests are let in without looking at who asks; all later ones are checked
 * against the users and policies that were made with them. All are let in when left out.
 * @throws MissingPrerequisiteError without Python.
 */
export async function startMoto(
  options: { openRequests?: number } = {},
): Promise<StoreServer> {
  const environment = await pythonEnvironment('moto', 'requirements-moto.txt');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { openRequests } = options;
  return StoreServer.start({
    name: 'moto',
    command: join(environment, 'bin', 'moto_server'),
    args: ['--host', '127.0.0.1', '--port', String(port)],
    env:
      openRequests === undefined
        ? {}
        : { INITIAL_NO_AUTH_ACTION_COUNT: String(openRequests) },
    url,
    readyUrl: `${url}/moto-api/`,
  });
}
