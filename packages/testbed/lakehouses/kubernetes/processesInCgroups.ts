import { readdirSync, readFileSync } from 'node:fs';
import { processStartTime } from '../../src/processes';

/** Processes that are in a cgroup with this in its name: containers, and what they started. */
export function processesInCgroups(part: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => {
      try {
        return readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(part);
      } catch {
        // It has ended.
        return false;
      }
    })
    .filter(pid => processStartTime(pid) !== undefined);
}

/** Cgroups of the testbed whose process is gone. */
export function abandonedCgroups(): string[] {
  return readdirSync('/sys/fs/cgroup').flatMap(hierarchy => {
    const folders = readdirSync(`/sys/fs/cgroup/${hierarchy}`, {
      withFileTypes: true,
    });
    return folders
      .filter(entry => entry.isDirectory())
      .map(({ name }) => ({
        name,
        pid: /^lakehouse-testbed-(\d+)-/.exec(name)?.[1],
      }))
      .filter(({ pid }) => pid && processStartTime(Number(pid)) === undefined)
      .map(({ name }) => `${hierarchy}/${name}`);
  });
}
