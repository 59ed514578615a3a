import { readFile } from 'node:fs/promises';

/**
 * Memory of a process that is really there, in bytes; `undefined` where the system does
 * not say (other than Linux, or the process is gone).
 */
export async function residentBytes(pid: number): Promise<number | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
