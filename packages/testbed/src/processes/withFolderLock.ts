import { mkdir } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { cacheDirectory } from './cacheDirectory';
import { reportProgress } from './progress';

const RETRY_MS = 100;

/**
 * Does something to a folder while nobody else does, in this process or another of this machine: Jest's workers start
 * systems at the same time. Who ends, also by `kill -9`, lets go, as the lock is the operating system's, which SQLite asks for
 * on every platform alike.
 *
 * @param directory - It need not be there; the lock is a file beside it, which stays.
 * @returns What `work` does.
 */
export async function withFolderLock<T>(
  directory: string,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(directory), { recursive: true });
  const lock = new Database(`${directory}.lock`, { timeout: 0 });
  try {
    for (let tries = 0; !tryLock(lock); tries++) {
      if (tries === 0)
        reportProgress(
          `waiting for ${relative(
            cacheDirectory(),
            directory,
          )}, which is being made elsewhere`,
        );
      await sleep(RETRY_MS);
    }
    return await work();
  } finally {
    lock.close();
  }
}

function tryLock(lock: Database.Database): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
