import { spawn } from 'node:child_process';
import { watchdog } from './Watchdog';

const KEPT_OUTPUT_CHARACTERS = 4_000;

/** Becomes the program that its arguments name when it is told to; at the end of its input, that is ours, it does not. */
const WHEN_TOLD = ['/bin/sh', '-c', 'read -r _ && exec "$@"', 'sh'];

/**
 * Runs a program to its end and returns its standard output.
 *
 * @throws Error with the end of its output when it fails, or after `timeoutMs`.
 */
export async function runCommand(
  command: string,
  args: string[],
  options: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    input?: string;
    /** Whom it runs as, where not as us. */
    identity?: { uid: number; gid: number };
    /** Gets its standard output as it comes. */
    onOutput?: (text: string) => void;
    /** It and all that it starts end with this process, however that ends: for what another one may then do anew at the same place. */
    endsWithUs?: boolean;
    timeoutMs: number;
  },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const [program, ...programArgs] = [
      ...(options.endsWithUs ? WHEN_TOLD : []),
      ...[command, ...args],
    ];
    const child = spawn(program, programArgs, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      killSignal: 'SIGKILL',
      detached: options.endsWithUs,
      ...options.identity,
    });
    const group = options.endsWithUs ? child.pid : undefined;
    if (group !== undefined) {
      watchdog.add(group);
      child.once('exit', () => watchdog.remove(group));
    }
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', chunk => {
      stdout.push(chunk);
      options.onOutput?.(chunk.toString('utf8'));
    });
    child.stderr.on('data', chunk => {
      stderr = (stderr + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const output = Buffer.concat(stdout).toString('utf8');
      if (code === 0) {
        resolve(output);
        return;
      }
      const how = signal
        ? `was ended by ${signal} (limit ${options.timeoutMs} ms)`
        : `exited with ${code}`;
      reject(
        new Error(
          `${command} ${args.slice(0, 4).join(' ')} ${how}\n${output.slice(
            -KEPT_OUTPUT_CHARACTERS,
          )}\n${stderr}`,
        ),
      );
    });
    child.stdin.on('error', () => {
      // The program ended before it read its input; its exit code tells why.
    });
    // Only now, as the watchdog knows it.
    if (options.endsWithUs) child.stdin.write('\n');
    child.stdin.end(options.input ?? '');
  });
}
