import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverLog } from './serverLog';
import { watchdog } from './Watchdog';

const LOG_END_BYTES = 6_000;

/** How to run a server, and how to see that it is ready. */
export interface ServerProcessOptions {
  /** For the log's name and for messages. */
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Whom it runs as, where not as us. */
  identity?: { uid: number; gid: number };
  /** For programs that end at the end of their standard input. */
  keepsInputOpen?: boolean;
  /** Whether it answers; one that throws does not yet. Called again and again, each time to an end. */
  isReady: () => Promise<boolean>;
  /** Default: 180 s, for a machine that starts much else at the same time. */
  timeoutMs?: number;
  /** What it understands as a request to end: `SIGTERM` where nothing is said. */
  stopSignal?: NodeJS.Signals;
  /** How long it may take to end by itself; default: 10 s. */
  graceMs?: number;
}

/**
 * A server that was started by this process and ends with it, however that ends: it is a process group of its own, with a
 * watchdog. Its output goes to a log that outlives it.
 */
export class ServerProcess {
  /**
   * Starts it and waits until it is ready.
   *
   * @throws Error with the end of its log, and the place of the whole, when it ends or is not ready in time; nothing of it is left then.
   */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    const logFile = serverLog(options.name);
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(options.command, options.args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: [options.keepsInputOpen ? 'pipe' : 'ignore', log, log],
      detached: true,
      ...options.identity,
    });
    closeSync(log);
    const server = new ServerProcess(options, logFile, child);
    await server.#untilReady();
    return server;
  }

  readonly logFile: string;
  readonly #options: ServerProcessOptions;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #failure: Error | undefined;
  #hasEnded = false;

  private constructor(
    options: ServerProcessOptions,
    logFile: string,
    child: ChildProcess,
  ) {
    this.logFile = logFile;
    this.#options = options;
    this.#child = child;
    const group = child.pid;
    if (group !== undefined) watchdog.add(group);
    this.#ended = new Promise(resolve => {
      child.once('error', error => {
        this.#failure = error;
        this.#hasEnded = true;
        resolve();
      });
      child.once('exit', () => {
        this.#hasEnded = true;
        // What it started may still be there.
        signalGroup(group!, 'SIGKILL');
        watchdog.remove(group!);
        resolve();
      });
    });
  }

  /** Of the server, which leads its process group; undefined when it could not even be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Settles when it has ended, for whatever reason. */
  async whenEnded(): Promise<void> {
    await this.#ended;
  }

  /** Ends it, by force when it takes too long, and waits for that. */
  async stop(): Promise<void> {
    if (!this.#hasEnded) {
      this.#child.kill(this.#options.stopSignal ?? 'SIGTERM');
      const tooLate = setTimeout(
        () => signalGroup(this.#child.pid!, 'SIGKILL'),
        this.#options.graceMs ?? 10_000,
      );
      await this.#ended;
      clearTimeout(tooLate);
    }
  }

  /** The end of its log. */
  async logEnd(): Promise<string> {
    const file = await open(this.logFile);
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - LOG_END_BYTES);
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(size - start),
        0,
        size - start,
        start,
      );
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async #untilReady(): Promise<void> {
    const { name, isReady, timeoutMs = 180_000 } = this.#options;
    const deadline = Date.now() + timeoutMs;
    let lastError: unknown = 'it said no';
    const keepError = (error: unknown) => {
      lastError = error;
      return false;
    };
    // It could not be started: the reason comes with an event.
    if (this.pid === undefined) await this.#ended;
    for (;;) {
      if (!this.#hasEnded) {
        const answers = await isReady().catch(keepError);
        // One that has ended did not answer: somebody else has its port.
        if (answers && !this.#hasEnded) return;
      }
      if (this.#hasEnded || Date.now() > deadline) {
        const what = this.#hasEnded
          ? describeEnd(this.#child, this.#failure)
          : `was not ready after ${timeoutMs} ms (${lastError})`;
        await this.stop();
        throw new Error(
          `${name} did not start: it ${what}. Log: ${
            this.logFile
          }\n${await this.logEnd()}`,
        );
      }
      await sleep(50);
    }
  }
}

function describeEnd(child: ChildProcess, failure: Error | undefined): string {
  if (failure) return `could not be run (${failure.message})`;
  return child.signalCode
    ? `was ended by ${child.signalCode}`
    : `exited with ${child.exitCode}`;
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
