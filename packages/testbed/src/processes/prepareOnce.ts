import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Prepares a folder unless it is there already. The folder appears only when it
 * is complete: an interrupted or parallel preparation leaves none behind that looks usable.
 *
 * @param prepare - fills the folder that it is given, which is renamed afterwards
 */
export async function prepareOnce(
  directory: string,
  prepare: (temporaryDirectory: string) => Promise<void>,
): Promise<string> {
  if (existsSync(directory)) {
    return directory;
  }
  const temporary = `${directory}.${process.pid}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(dirname(directory), { recursive: true });
  await mkdir(temporary);
  try {
    await prepare(temporary);
    await rename(temporary, directory);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Somebody else was faster.
    if (!existsSync(directory)) {
      throw error;
    }
  }
  return directory;
}
