import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process was started, in words of the system that differ for any other process that later gets the same number.
 *
 * @returns undefined when there is none, or none that lives: one that has ended but was not yet waited for counts as gone.
 */
export function processStartTime(pid: number): string | undefined {
  return process.platform === 'linux' ? ofLinux(pid) : ofOthers(pid);
}

function ofLinux(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    // ESRCH: it went while we read.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code!))
      return undefined;
    throw error;
  }
  // The name, in parentheses, may hold anything, also spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ['Z', 'X'].includes(fields[0]) ? undefined : fields[19];
}

function ofOthers(pid: number): string | undefined {
  let output: string;
  try {
    output = execFileSync(
      'ps',
      ['-o', 'state=', '-o', 'lstart=', '-p', String(pid)],
      { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    ).trim();
  } catch (error) {
    // It exits with 1 when there is no such process.
    if ((error as { status?: number }).status === 1) return undefined;
    throw error;
  }
  const [state, ...started] = output.split(/\s+/);
  return state.startsWith('Z') ? undefined : started.join(' ');
}
