import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { cacheDirectory, runCommand, withFolderLock } from '../processes';

const PACKAGE = dirname(
  require.resolve('@lakehouse-portal/testbed/package.json'),
);

/**
 * A virtual environment of Python in the cache, made on first use. Each system has its own: what one needs may be what
 * another can't work with.
 *
 * @param name - Of the folder in the cache, and for messages.
 * @param requirementsFile - Of this package.
 * @returns Its folder; programs are in `bin`.
 * @throws MissingPrerequisiteError when there is no Python that can make one.
 */
export async function pythonEnvironment(
  name: string,
  requirementsFile: string,
): Promise<string> {
  const path = join(PACKAGE, requirementsFile);
  const requirements = await readFile(path);
  const version = createHash('sha256')
    .update(requirements)
    .digest('hex')
    .slice(0, 12);
  // Its scripts hold its own path, so that it can't be renamed into place: a marker says that it is complete.
  const directory = cacheDirectory(name, version);
  const complete = join(directory, 'complete');
  if (existsSync(complete)) return directory;
  return withFolderLock(directory, async () => {
    if (existsSync(complete)) return directory;
    await requirePython(name);
    await runCommand('python3', ['-m', 'venv', '--clear', directory], {
      endsWithUs: true,
      timeoutMs: 600_000,
    });
    await runCommand(
      join(directory, 'bin', 'python'),
      ['-m', 'pip', 'install', '--quiet', '--requirement', path],
      { endsWithUs: true, timeoutMs: 600_000 },
    );
    await writeFile(complete, '');
    return directory;
  });
}

async function requirePython(name: string): Promise<void> {
  await runCommand(
    'python3',
    [
      '-c',
      'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10) and sys.version)',
    ],
    { timeoutMs: 60_000 },
  ).catch(error => {
    throw new MissingPrerequisiteError(
      `The environment ${name} needs Python 3.10 or newer with its venv module (Debian: apt-get install python3-venv). ${error.message}`,
    );
  });
}
