import { existsSync } from 'node:fs';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRetailLakehouse,
  type RetailOptions,
} from './createRetailLakehouse';
import { RetailError } from './RetailError';

/** Is there while the example is being made, and says by whom. */
const creatingFile = 'retail-creating.json';
/** Is there once it is whole. */
const completeFile = 'retail-complete.json';
/** What the example consists of: all that a new attempt may remove. */
const contents = /^(?:catalog\.db.*|warehouse|retail-creating\.json.*)$/;

const pollMs = 200;
const heartbeatMs = 2_000;
/** After so long without a sign of life the one who was at it is given up; a process id may be another's by now. */
const givenUpAfterMs = 60_000;

/** Calls of this process, by folder. */
const running = new Map<string, Promise<unknown>>();

/**
 * Makes sure that the example lakehouse is there: makes it on the first call, begins anew when an
 * earlier attempt was cut off, and waits when another process is at it.
 *
 * @param make - What makes it; replaced in tests.
 * @returns whether it was made by this call.
 * @throws RetailError when the folder holds something else.
 * @public
 */
export async function ensureRetailLakehouse(
  options: RetailOptions,
  make: (options: RetailOptions) => Promise<void> = createRetailLakehouse,
): Promise<{ created: boolean }> {
  const directory = resolve(options.directory);
  for (
    let other = running.get(directory);
    other;
    other = running.get(directory)
  ) {
    // Its failure is the other caller's to hear of; this one tries again.
    await other.catch(() => undefined);
  }
  const attempt = ensure({ ...options, directory }, make);
  running.set(directory, attempt);
  try {
    return await attempt;
  } finally {
    running.delete(directory);
  }
}

async function ensure(
  options: RetailOptions,
  make: typeof createRetailLakehouse,
): Promise<{ created: boolean }> {
  const { directory, signal } = options;
  await mkdir(directory, { recursive: true });
  while (!existsSync(join(directory, completeFile))) {
    signal?.throwIfAborted();
    if (await claim(directory)) {
      await create(options, make);
      return { created: true };
    }
    await sleep(pollMs, undefined, { signal });
  }
  return { created: false };
}

async function create(
  options: RetailOptions,
  make: typeof createRetailLakehouse,
): Promise<void> {
  const marker = join(options.directory, creatingFile);
  const nowMs = options.nowMs ?? Date.now();
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(marker, now, now).catch(() => undefined);
  }, heartbeatMs);
  try {
    await make({ ...options, nowMs });
  } catch (error) {
    // Without a holder anybody may begin anew; the folder stays known as the example's.
    await writeFile(marker, '{}');
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
  await writeFile(marker, JSON.stringify({ nowMs }));
  await rename(marker, join(options.directory, completeFile));
}

/** True when this process may make the example; the folder is empty then. */
async function claim(directory: string): Promise<boolean> {
  const path = join(directory, creatingFile);
  const holder = await holderOf(path);
  if (
    holder !== undefined &&
    holder !== process.pid &&
    isRunning(holder) &&
    (await isFresh(path))
  ) {
    return false;
  }
  const entries = await readdir(directory);
  if (
    holder === undefined &&
    !entries.includes(creatingFile) &&
    entries.length > 0
  ) {
    throw new RetailError(
      `The example lakehouse can't be made in ${directory}: the folder holds ${entries[0]}; name an empty one`,
    );
  }
  // Of several processes that find a dead holder, the one whose rename succeeds goes on.
  if (entries.includes(creatingFile)) {
    try {
      await rename(path, `${path}.${process.pid}`);
    } catch {
      return false;
    }
  }
  try {
    await writeFile(path, JSON.stringify({ pid: process.pid }), { flag: 'wx' });
  } catch {
    return false;
  }
  for (const entry of await readdir(directory)) {
    if (entry !== creatingFile && contents.test(entry)) {
      await rm(join(directory, entry), { recursive: true, force: true });
    }
  }
  return true;
}

async function holderOf(path: string): Promise<number | undefined> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
    const pid =
      typeof parsed === 'object' && parsed !== null && 'pid' in parsed
        ? parsed.pid
        : undefined;
    return typeof pid === 'number' ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function isFresh(path: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs < givenUpAfterMs;
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's process is a process all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
