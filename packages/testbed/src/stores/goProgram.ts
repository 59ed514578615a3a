import { join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';
import { cacheDirectory, prepareOnce, runCommand } from '../processes';

const BUILD_TIMEOUT_MS = 900_000;

/**
 * A program that Go builds from its module proxy, kept in the cache by name and version.
 *
 * @param path - Of the package with the program, within the module.
 * @returns Path of the program.
 * @throws MissingPrerequisiteError without Go.
 */
export async function goProgram(
  name: string,
  path: string,
  version: string,
): Promise<string> {
  await runCommand('go', ['version'], { timeoutMs: 60_000 }).catch(error => {
    throw new MissingPrerequisiteError(
      `${name} is built with Go 1.25 or newer (https://go.dev/dl). ${error.message}`,
    );
  });
  const directory = await prepareOnce(
    cacheDirectory(name, version),
    async temporary => {
      await runCommand('go', ['install', `${path}@${version}`], {
        env: { ...process.env, GOBIN: temporary },
        timeoutMs: BUILD_TIMEOUT_MS,
      });
    },
  );
  return join(directory, name);
}
