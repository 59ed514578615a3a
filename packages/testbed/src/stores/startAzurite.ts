import { join } from 'node:path';
import {
  cacheDirectory,
  freePort,
  prepareOnce,
  runCommand,
} from '../processes';
import { StoreServer } from './StoreServer';

export const AZURITE_VERSION = '3.37.0';

/**
 * Starts Azurite, Microsoft's emulator of Azure Blob Storage, with one account. Fetched from npm into the cache on first
 * use (40 s, 240 MB), without running install scripts: it has too many dependencies for the lock file.
 *
 * @returns The server; the account is at `url`/`account`.
 */
export async function startAzurite(options: {
  directory: string;
  account: string;
  accountKey: string;
}): Promise<StoreServer> {
  const home = await prepareOnce(
    cacheDirectory('azurite', AZURITE_VERSION),
    async temporary => {
      await runCommand(
        'npm',
        [
          ...['install', '--ignore-scripts', '--no-audit', '--no-fund'],
          ...['--prefix', temporary, `azurite@${AZURITE_VERSION}`],
        ],
        { timeoutMs: 600_000 },
      );
    },
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  return StoreServer.start({
    name: 'azurite',
    command: process.execPath,
    args: [
      join(home, 'node_modules/azurite/dist/src/blob/main.js'),
      ...['--blobHost', '127.0.0.1', '--blobPort', String(port)],
      ...['--location', options.directory, '--disableTelemetry'],
      ...['--silent', '--skipApiVersionCheck'],
    ],
    env: { AZURITE_ACCOUNTS: `${options.account}:${options.accountKey}` },
    url,
    readyUrl: url,
  });
}
