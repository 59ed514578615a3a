import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { cacheDirectory, runCommand } from '../processes';

const REQUIREMENTS = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  'requirements.txt',
);

/**
 * The Python of a virtual environment with PyIceberg, made in the cache on first use (about 20 s, 320 MB).
 *
 * @throws MissingPrerequisiteError when there is no Python that can make one.
 */
export async function pyIcebergPython(): Promise<string> {
  const requirements = await readFile(REQUIREMENTS);
  const version = createHash('sha256')
    .update(requirements)
    .digest('hex')
    .slice(0, 12);
  // Its scripts hold its own path, so that it can't be renamed into place: a marker says that it is complete.
  const directory = cacheDirectory('pyiceberg', version);
  const python = join(directory, 'bin', 'python');
  const complete = join(directory, 'complete');
  if (!existsSync(complete)) {
    await runCommand('python3', ['-m', 'venv', '--clear', directory], {
      timeoutMs: 120_000,
    }).catch(error => {
      throw new MissingPrerequisiteError(
        `PyIceberg needs Python 3.10 or newer with its venv module (Debian: apt-get install python3-venv). ${error.message}`,
      );
    });
    await runCommand(
      python,
      ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS],
      {
        timeoutMs: 600_000,
      },
    );
    await writeFile(complete, '');
  }
  return python;
}

/**
 * Runs a Python script with PyIceberg. It gets `input` as JSON on standard input and
 * answers with JSON on standard output; 64-bit ids have to be strings in both.
 */
export async function runPyIceberg<T>(
  script: string,
  input: unknown,
): Promise<T> {
  const output = await runCommand(await pyIcebergPython(), [script], {
    input: JSON.stringify(input),
    timeoutMs: 300_000,
  });
  return JSON.parse(output) as T;
}
