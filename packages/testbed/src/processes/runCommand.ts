import { spawn } from 'node:child_process';
import { watchdog } from './Watchdog';

const KEPT_OUTPUT_CHARACTERS = 4_000;

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
    const child = spawn(command, args, {
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
    child.stdin.end(options.input ?? '');
  });
}
