import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src';

const RUN = join(__dirname, '../../../../scripts/run.js');
/** The first time, the front end is built and the example lakehouse made. */
const READY_WITHIN_MS = 600_000;

/** `npm start`, with configuration besides its own. */
export class DemoPortal {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /**
   * @param options.data - folder for all that it writes
   * @param options.port - a free one when left out
   * @throws Error with what it said, when it does not get ready
   */
  static async start(options: {
    data: string;
    configs: string[];
    environment: Record<string, string>;
    port?: number;
  }): Promise<DemoPortal> {
    const port = options.port ?? (await freePort());
    const child = spawn(
      process.execPath,
      [
        ...[RUN, 'start', '--port', String(port), '--data', options.data],
        ...options.configs.flatMap(file => ['--config', file]),
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group of its own, so that its back end can be killed with it.
        detached: true,
        env: { ...withoutJest(process.env), ...options.environment },
      },
    );
    let said = '';
    const ready = new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk;
        if (said.includes('The portal is ready')) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('close', () => reject(new Error(`npm start ended:\n${said}`)));
      setTimeout(
        () => reject(new Error(`npm start was not ready in time:\n${said}`)),
        READY_WITHIN_MS,
      ).unref();
    });
    const portal = new DemoPortal(`http://localhost:${port}`, child);
    try {
      await ready;
    } catch (error) {
      await portal.stop();
      throw error;
    }
    return portal;
  }

  async stop(): Promise<void> {
    if (this.#runs) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'close');
    }
  }

  /** The command and its back end, as the kernel does it when memory runs out: nothing can be tidied up. */
  async kill(): Promise<void> {
    if (this.#runs) {
      process.kill(-this.#child.pid!, 'SIGKILL');
      await once(this.#child, 'close');
      // The kernel takes a moment to take down a back end of some hundred megabytes, and its port with it.
      while (await answersTcp(this.url)) await sleep(100);
    }
  }

  get #runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
}

function answersTcp(url: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** As a person has it: Jest sets NODE_ENV to "test", with which Backstage is not what people see. */
function withoutJest(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_ENV, JEST_WORKER_ID, NODE_OPTIONS, ...others } = env;
  return others;
}
