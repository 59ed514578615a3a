import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { cacheDirectory } from './cacheDirectory';
import { processStartTime } from './processStartTime';
import { reportProgress } from './progress';
import { withFolderLock } from './withFolderLock';

const REPORT_EVERY_MS = 10_000;

/**
 * Prepares a folder unless it is there already. The folder appears only when it is complete: an interrupted preparation
 * leaves none behind that looks usable. Who asks meanwhile, also in another process, waits for the one that is under way.
 *
 * @param prepare - fills the folder that it is given, which is renamed afterwards
 */
export async function prepareOnce(
  directory: string,
  prepare: (temporaryDirectory: string) => Promise<void>,
): Promise<string> {
  if (existsSync(directory)) return directory;
  return withFolderLock(directory, async () => {
    // Whom we waited for has made it.
    if (existsSync(directory)) return directory;
    const temporary = `${directory}.${process.pid}.partial`;
    await removeAbandoned(directory);
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary);
    const stopReporting = reportElapsed(directory);
    try {
      await prepare(temporary);
      await rename(temporary, directory);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      throw error;
    } finally {
      stopReporting();
    }
    return directory;
  });
}

/** What preparations left behind whose process is gone. */
async function removeAbandoned(directory: string): Promise<void> {
  const prefix = `${basename(directory)}.`;
  for (const name of await readdir(dirname(directory))) {
    const pid = name.startsWith(prefix)
      ? /^(\d+)\.partial$/.exec(name.slice(prefix.length))?.[1]
      : undefined;
    if (pid && processStartTime(Number(pid)) === undefined)
      await rm(join(dirname(directory), name), {
        recursive: true,
        force: true,
      });
  }
}

function reportElapsed(directory: string): () => void {
  const name = relative(cacheDirectory(), directory);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  reportProgress(`fetching ${name}, for the first time`);
  const timer = setInterval(
    () => reportProgress(`fetching ${name}: ${seconds()} s`),
    REPORT_EVERY_MS,
  );
  return () => {
    clearInterval(timer);
    reportProgress(`fetched ${name} in ${seconds()} s`);
  };
}
