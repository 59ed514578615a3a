import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const START_TIMEOUT_MS = 30_000;
/** Of what a server wrote, for the message when it does not start. */
const KEPT_OUTPUT_CHARACTERS = 4_000;

/**
 * A server on the loopback interface that a test starts and stops.
 */
export class StoreServer {
  /**
   * Starts a program and waits until it answers.
   *
   * @param readyUrl - Any answer at all means that it is ready.
   */
  static async start(options: {
    command: string;
    args: string[];
    env?: NodeJS.ProcessEnv;
    url: string;
    readyUrl: string;
    /** Its standard input stays open as long as this process lives: a program that reads it ends with us, however we end. */
    watchesParent?: boolean;
    startTimeoutMs?: number;
  }): Promise<StoreServer> {
    const child = spawn(options.command, options.args, {
      env: { ...process.env, ...options.env },
      stdio: [options.watchesParent ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    const server = new StoreServer(options.url, child);
    await server.#untilReady(
      options.readyUrl,
      options.startTimeoutMs ?? START_TIMEOUT_MS,
    );
    return server;
  }

  readonly url: string;
  readonly #process: ChildProcess;
  #output = '';
  readonly #kill = (): void => {
    this.#process.kill('SIGKILL');
  };

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', chunk => {
        this.#output = (this.#output + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
      });
    child.once('error', error => {
      this.#output += String(error);
    });
    process.once('exit', this.#kill);
  }

  async stop(): Promise<void> {
    process.removeListener('exit', this.#kill);
    if (this.#hasEnded()) return;
    const ended = new Promise(resolve => this.#process.once('exit', resolve));
    this.#kill();
    await ended;
  }

  #hasEnded(): boolean {
    const { pid, exitCode, signalCode } = this.#process;
    return pid === undefined || exitCode !== null || signalCode !== null;
  }

  async #untilReady(url: string, timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const isReady = await fetch(url)
        .then(response => response.body?.cancel())
        .then(() => true)
        .catch(() => false);
      if (isReady) return;
      if (this.#hasEnded() || Date.now() > deadline) {
        await this.stop();
        throw new Error(
          `${this.#process.spawnfile} did not start:\n${this.#output}`,
        );
      }
      await sleep(50);
    }
  }
}
