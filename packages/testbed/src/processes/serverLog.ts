import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from './cacheDirectory';

const KEPT_MS = 2 * 24 * 3_600_000;

/** Where servers of the testbed write their logs: `$LAKEHOUSE_TESTBED_LOGS`, or `logs` in the cache. */
export function logDirectory(): string {
  return process.env.LAKEHOUSE_TESTBED_LOGS || cacheDirectory('logs');
}

let count = 0;

/** A new file for the log of a server. Those in the cache go after two days. */
export function serverLog(name: string): string {
  const directory = logDirectory();
  mkdirSync(directory, { recursive: true });
  if (!process.env.LAKEHOUSE_TESTBED_LOGS) removeOld(directory);
  const time = new Date().toISOString().replace(/[-:]|\..*/g, '');
  count += 1;
  return join(directory, `${name}-${time}-${process.pid}-${count}.log`);
}

function removeOld(directory: string): void {
  for (const name of readdirSync(directory)) {
    const file = join(directory, name);
    const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (modified !== undefined && Date.now() - modified > KEPT_MS)
      rmSync(file, { force: true });
  }
}
