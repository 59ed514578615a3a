import { type ChildProcess, spawn } from 'node:child_process';

/** Reads `+ pid` and `- pid`; at the end of its input it ends the process groups that are left. */
const SCRIPT = `
trap '' INT TERM HUP
groups=' '
while read -r sign pid; do
  case $sign in
    +) groups="$groups$pid " ;;
    -) groups="\${groups%%" $pid "*} \${groups#*" $pid "}" ;;
  esac
done
for pid in $groups; do kill -s KILL -- "-$pid" 2>/dev/null; done
`;

/**
 * Ends process groups when this process ends, however it ends: also by `kill -9`, which no handler of its own sees. It is a
 * shell that waits for the end of a pipe, whose other end the kernel closes.
 */
class Watchdog {
  #shell: ChildProcess | undefined;
  readonly #groups = new Set<number>();

  /** From now on the group ends with this process. */
  add(group: number): void {
    this.#shell ??= startShell();
    this.#groups.add(group);
    this.#shell.stdin!.write(`+ ${group}\n`);
  }

  /** The group has ended: its number may soon be that of somebody else's process. */
  remove(group: number): void {
    if (!this.#groups.delete(group)) return;
    this.#shell!.stdin!.write(`- ${group}\n`);
    if (this.#groups.size > 0) return;
    this.#shell!.stdin!.end();
    this.#shell = undefined;
  }
}

function startShell(): ChildProcess {
  const shell = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // Not in our group: Ctrl-C would end it before us.
    detached: true,
  });
  shell.stdin!.on('error', () => {
    // Somebody ended the shell. What it watched is still ended by `stop()`.
  });
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return shell;
}

/** The one of this process. */
export const watchdog = new Watchdog();
