import { randomBytes } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { processStartTime } from '../../processes';

/** What a supervisor writes down so that others find it, and end nobody else. */
export interface SupervisorState {
  pid: number;
  /** Of the process: another one with the same number was started at another time. */
  startTime: string;
  /** Path of the socket that it listens to. */
  socket: string;
  /** Folder of all that its systems write; goes with it. */
  directory: string;
  /** What it says goes there. */
  log: string;
  /** ISO 8601. */
  startedAt: string;
}

const FILE = 'state.json';

/**
 * The folder in which a supervisor and those that look for it meet: `$LAKEHOUSE_TESTBED_RUNTIME`, or one of this user's in
 * `$XDG_RUNTIME_DIR` or the folder for temporary files.
 *
 * @throws Error when the folder belongs to somebody else, who could hand us anything.
 */
export function runtimeDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const { uid } = userInfo();
  const directory =
    env.LAKEHOUSE_TESTBED_RUNTIME ||
    join(env.XDG_RUNTIME_DIR || tmpdir(), `lakehouse-testbed-${uid}`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = lstatSync(directory);
  if (!found.isDirectory() || found.uid !== uid)
    throw new Error(
      `${directory} should be a folder of user ${uid}, but belongs to user ${found.uid}. Set LAKEHOUSE_TESTBED_RUNTIME to another.`,
    );
  return directory;
}

/** The supervisor of this folder, if it lives. What a dead one left behind is removed. */
export function findSupervisor(runtime: string): SupervisorState | undefined {
  const state = readState(runtime);
  if (!state || isAlive(state)) return state;
  const aside = join(runtime, `${FILE}.${randomBytes(6).toString('hex')}`);
  try {
    renameSync(join(runtime, FILE), aside);
  } catch (error) {
    if (isMissing(error)) return findSupervisor(runtime);
    throw error;
  }
  const moved = readFileSync(aside, 'utf8');
  if (moved !== JSON.stringify(state)) {
    // Between our looks a new one has taken the place: it gets it back.
    renameSync(aside, join(runtime, FILE));
    return findSupervisor(runtime);
  }
  rmSync(aside);
  rmSync(state.socket, { force: true });
  // What it started may just be ending, and write a last file.
  rmSync(state.directory, { recursive: true, force: true, maxRetries: 10 });
  return undefined;
}

/**
 * Takes the place of this folder's supervisor.
 *
 * @returns false when there is a living one.
 */
export function claim(runtime: string, state: SupervisorState): boolean {
  if (findSupervisor(runtime)) return false;
  const own = join(runtime, `${FILE}.${process.pid}`);
  writeFileSync(own, JSON.stringify(state), { mode: 0o600 });
  try {
    linkSync(own, join(runtime, FILE));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

/** Gives the place up. */
export function release(runtime: string, state: SupervisorState): void {
  if (readState(runtime)?.pid === state.pid) rmSync(join(runtime, FILE));
}

/** Whether the process of this state is there, and not another one that got its number. */
export function isAlive({ pid, startTime }: SupervisorState): boolean {
  return processStartTime(pid) === startTime;
}

function readState(runtime: string): SupervisorState | undefined {
  const file = join(runtime, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  const state = parse(text);
  const { pid, startTime, socket, directory } = state ?? {};
  if (
    !Number.isSafeInteger(pid) ||
    // 0 and negative numbers are groups of processes, -1 everybody.
    pid! <= 1 ||
    [startTime, socket, directory].some(value => typeof value !== 'string')
  )
    throw new Error(
      `${file} is not what a supervisor writes. If no system of the testbed runs, remove it.`,
    );
  return state;
}

function parse(text: string): SupervisorState | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
