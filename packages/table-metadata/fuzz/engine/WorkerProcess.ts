import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { CurrentInput } from './CurrentInput';
import type { FuzzInput } from './FuzzInput';
import type { WorkerConfig, WorkerMessage } from './messages';

/** Megabytes of JavaScript's own memory; what is beyond ends the process, and that is a finding. */
const HEAP_MB = 512;
const LOOK_MS = 250;

/** How a worker ended. */
export type WorkerEnd =
  | { kind: 'done' }
  | { kind: 'hang' | 'crash'; message: string; input?: FuzzInput };

/** Runs a worker, and looks whether it gets on. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #currentFile: string;
  #stderr = '';

  constructor(
    config: WorkerConfig,
    onMessage: (message: WorkerMessage) => void,
  ) {
    this.#currentFile = join(config.folder, 'current');
    this.#child = fork(
      join(__dirname, '../worker.ts'),
      [JSON.stringify(config)],
      {
        execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
        stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      },
    );
    this.#child.on('message', message => onMessage(message as WorkerMessage));
    this.#child.stderr?.on('data', (data: Buffer) => {
      this.#stderr = (this.#stderr + data.toString()).slice(-4000);
    });
  }

  /** Asks it to end after the current input. */
  stop(): void {
    if (this.#child.connected) this.#child.send({ type: 'stop' });
  }

  /**
   * Waits for its end.
   *
   * @param hangMs - It hangs when it has not come to another input for so long.
   */
  async ended(hangMs: number): Promise<WorkerEnd> {
    const exited = new Promise<string>(resolve => {
      this.#child.on('exit', (code, signal) =>
        resolve(code === 0 ? '' : `exit code ${code}, signal ${signal}`),
      );
    });
    let isHanging = false;
    let last = -1;
    let since = Date.now();
    const timer = setInterval(() => {
      const count = CurrentInput.countIn(this.#currentFile);
      if (count !== last) {
        last = count;
        since = Date.now();
      } else if (Date.now() - since > hangMs) {
        isHanging = true;
        this.#child.kill('SIGKILL');
      }
    }, LOOK_MS);
    const trouble = await exited;
    clearInterval(timer);
    if (trouble === '') return { kind: 'done' };
    const input = CurrentInput.inputIn(this.#currentFile);
    return isHanging
      ? { kind: 'hang', message: `no end after ${hangMs} ms`, input }
      : { kind: 'crash', message: `${trouble}\n${this.#stderr}`, input };
  }
}
