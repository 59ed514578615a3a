import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processStartTime } from '../../processes';

const PREFIX = 'lakehouse-testbed';
const REMOVE_TIMEOUT_MS = 10_000;

/** A hierarchy of cgroups. */
interface CgroupMount {
  path: string;
  version: 1 | 2;
}

/** All hierarchies of this machine. */
export function cgroupMounts(): CgroupMount[] {
  if (!existsSync('/proc/self/mounts')) return [];
  return readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map(line => line.split(' '))
    .filter(([, path]) => path?.startsWith('/sys/fs/cgroup'))
    .flatMap(([, path, type]): CgroupMount[] => {
      if (type === 'cgroup') return [{ path, version: 1 }];
      return type === 'cgroup2' ? [{ path, version: 2 }] : [];
    });
}

let count = 0;

/**
 * Makes a cgroup for a node: all pods are below it. Those that others left behind are removed.
 *
 * @returns Its name: `/lakehouse-testbed-…`.
 */
export function createCgroup(): string {
  const mounts = cgroupMounts();
  for (const { path } of mounts) removeAbandoned(path);
  count += 1;
  const name = `${PREFIX}-${process.pid}-${processStartTime(
    process.pid,
  )}-${count}`;
  const isV1 = mounts.some(({ version }) => version === 1);
  for (const { path, version } of mounts) {
    // With both, what is limited is in those of version 1.
    if (version === 2 && isV1) continue;
    if (version === 2)
      writeFileSync(
        join(path, 'cgroup.subtree_control'),
        '+cpuset +cpu +memory +pids',
      );
    mkdirSync(join(path, name));
    // Without them no process may enter one of version 1.
    for (const file of ['cpuset.cpus', 'cpuset.mems'])
      if (version === 1 && existsSync(join(path, file)))
        writeFileSync(
          join(path, name, file),
          readFileSync(join(path, file), 'utf8'),
        );
  }
  return `/${name}`;
}

/**
 * Removes a cgroup whose processes were ended, and those in it.
 *
 * @throws Error when something still runs in it.
 */
export async function removeCgroup(name: string): Promise<void> {
  const deadline = Date.now() + REMOVE_TIMEOUT_MS;
  for (const { path } of cgroupMounts())
    for (;;) {
      try {
        removeTree(join(path, name));
        break;
      } catch (error) {
        // The kernel is not done with its last process.
        if (Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
}

function removeAbandoned(mount: string): void {
  for (const name of readdirSync(mount)) {
    const [, pid, started] =
      new RegExp(`^${PREFIX}-(\\d+)-(\\d+)-\\d+$`).exec(name) ?? [];
    if (!pid || processStartTime(Number(pid)) === started) continue;
    try {
      removeTree(join(mount, name));
    } catch (error) {
      // Its processes are being ended.
      if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    }
  }
}

/** Files in it are the kernel's, and go with the folder. */
function removeTree(path: string): void {
  if (!existsSync(path)) return;
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) removeTree(join(path, entry.name));
  rmdirSync(path);
}
