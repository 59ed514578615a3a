import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processStartTime, watchdog } from '../../processes';
import { SYSTEMS } from '../systems';
import { Supervisor } from './Supervisor';
import { SupervisorServer } from './SupervisorServer';
import {
  claim,
  release,
  runtimeDirectory,
  type SupervisorState,
} from './SupervisorState';

const OWNER_CHECK_MS = 500;
const STOP_TIMEOUT_MS = 30_000;

/**
 * The process in the background that keeps systems running. It leads a process group, in which is also what fetches and
 * builds; servers have groups of their own, which the watchdog ends.
 *
 * Argument: the process id of whoever owns it, with whom it ends; none: it ends when it is told to.
 */
async function supervise(owner: number | undefined): Promise<void> {
  watchdog.add(process.pid);
  const runtime = runtimeDirectory();
  // Others may enter, not look: PostgreSQL does not run as root.
  const directory = mkdtempSync(join(tmpdir(), 'lakehouse-systems-'));
  mkdirSync(join(directory, 'tmp'), { mode: 0o711 });
  chmodSync(directory, 0o711);
  process.env.TMPDIR = join(directory, 'tmp');
  const state: SupervisorState = {
    pid: process.pid,
    startTime: processStartTime(process.pid)!,
    socket: join(runtime, `${process.pid}.sock`),
    directory,
    log: process.env.LAKEHOUSE_TESTBED_SUPERVISOR_LOG ?? '',
    startedAt: new Date().toISOString(),
  };
  const supervisor = new Supervisor(SYSTEMS, directory);
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    release(runtime, state);
    rmSync(state.socket, { force: true });
    await Promise.race([
      // Not those that are still being fetched or started: they end with us.
      supervisor.stop(supervisor.status().map(({ name }) => name)),
      new Promise(resolve => setTimeout(resolve, STOP_TIMEOUT_MS)),
    ]).catch(error => console.error(error));
    rmSync(directory, { recursive: true, force: true, maxRetries: 10 });
    // Nobody else will come to a folder that was made for one owner.
    if (owner !== undefined) rmSync(runtime, { recursive: true, force: true });
    process.kill(-process.pid, 'SIGKILL');
  };
  const server = new SupervisorServer(supervisor, {
    startedAt: state.startedAt,
    // The last answer has to get out first; meanwhile somebody may have come.
    onIdle: () => setTimeout(() => supervisor.isIdle && end(), 100),
    onAbandoned: end,
  });
  rmSync(state.socket, { force: true });
  await server.listen(state.socket);
  if (!claim(runtime, state)) {
    // Somebody was faster; whoever started us asks them.
    rmSync(state.socket, { force: true });
    rmSync(directory, { recursive: true, force: true });
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, end);
  if (owner === undefined) return;
  const ownerStart = processStartTime(owner);
  setInterval(() => {
    if (ownerStart === undefined || processStartTime(owner) !== ownerStart)
      end();
  }, OWNER_CHECK_MS);
}

supervise(process.argv[2] ? Number(process.argv[2]) : undefined).catch(
  error => {
    console.error(error);
    process.exit(1);
  },
);
