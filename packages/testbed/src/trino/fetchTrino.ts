import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../processes';

/** The newest version of which Maven Central has the server itself. */
export const TRINO_VERSION = '476';

/** The newest version that the testbed has: Maven Central has it as jars only. */
export const TRINO_NEXT_VERSION = '483';

/** Those that the testbed has. */
export type TrinoVersion = typeof TRINO_VERSION | typeof TRINO_NEXT_VERSION;

const FETCH_TIMEOUT_MS = 900_000;

/**
 * A folder with Trino's server and its Iceberg and TPC-H connectors, fetched from Maven
 * Central into the cache on first use (560 MB, unpacked 590 MB).
 *
 * @throws MissingPrerequisiteError without Maven.
 */
export async function fetchTrino(): Promise<string> {
  return prepareOnce(
    cacheDirectory('trino', TRINO_VERSION),
    async directory => {
      const downloads = join(directory, 'downloads');
      const plugins = join(directory, 'plugin');
      await mkdir(downloads);
      await mkdir(plugins);
      const server = await fetchArtifact(
        `trino-server-core:${TRINO_VERSION}:tar.gz`,
        downloads,
      );
      await runCommand(
        'tar',
        ['xzf', server, '--strip-components=1', '-C', directory],
        {
          timeoutMs: FETCH_TIMEOUT_MS,
        },
      );
      for (const connector of ['iceberg', 'tpch']) {
        const plugin = await fetchArtifact(
          `trino-${connector}:${TRINO_VERSION}:zip`,
          downloads,
        );
        await runCommand('unzip', ['-q', plugin, '-d', plugins], {
          timeoutMs: FETCH_TIMEOUT_MS,
        });
      }
      await rm(downloads, { recursive: true });
    },
  );
}

async function fetchArtifact(
  coordinates: string,
  directory: string,
): Promise<string> {
  const [name, version, packaging] = coordinates.split(':');
  await runMaven(
    'copy',
    [`-Dartifact=io.trino:${coordinates}`, `-DoutputDirectory=${directory}`],
    'Trino',
  );
  return join(directory, `${name}-${version}.${packaging}`);
}
