import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import type { QueryAnswer, QueryTask } from './child/QueryMessages';
import { queryProcessPath } from './child/queryProcess';
import { QueryFailedError } from './errors';
import { residentBytes } from './residentBytes';

const watchIntervalMs = 50;
const javascriptHeapMb = 192;
/** A little behind: a heavy query must not make the portal slow. */
const niceness = 5;

/**
 * A process that runs one query. It knows nothing but its task: no environment, no
 * standard streams, no state of an earlier one.
 */
export class QueryProcess {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(queryProcessPath, [], {
      execArgv: [
        ...loaderArguments(),
        `--max-old-space-size=${javascriptHeapMb}`,
      ],
      env: {},
      // Bigints and bytes of the scan cross as they are.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('error', () => undefined);
    this.#yield();
    this.#child.unref();
    this.#child.channel?.unref();
  }

  /** False once the process has ended, for whatever reason. */
  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Hands over the task and waits for the answer. Ask once.
   *
   * @throws QueryFailedError when the process ends without one.
   */
  async ask(task: QueryTask): Promise<QueryAnswer> {
    const child = this.#child;
    child.ref();
    child.channel?.ref();
    const watch = setInterval(async () => {
      const bytes = child.pid ? await residentBytes(child.pid) : undefined;
      if (bytes !== undefined && bytes > task.processLimitBytes) {
        child.emit('message', { kind: 'out-of-memory' });
        this.kill();
      }
    }, watchIntervalMs);
    try {
      return await new Promise<QueryAnswer>((resolve, reject) => {
        child.on('message', message => isAnswer(message) && resolve(message));
        child.once('error', error =>
          reject(
            new QueryFailedError(`The query process failed: ${error.message}`),
          ),
        );
        child.once('exit', (code, signal) => {
          if (signal === 'SIGABRT' || signal === 'SIGKILL') {
            // JavaScript's heap was full, or the system had to make room.
            resolve({ kind: 'out-of-memory' });
          }
          reject(
            new QueryFailedError(
              `The query process ended early (${
                signal ?? `exit code ${code}`
              })`,
            ),
          );
        });
        child.send(
          task,
          error =>
            error &&
            reject(new QueryFailedError('The query process took no task')),
        );
      });
    } finally {
      clearInterval(watch);
    }
  }

  #yield(): void {
    if (this.#child.pid === undefined) {
      return;
    }
    try {
      setPriority(this.#child.pid, niceness);
    } catch {
      // It has ended already, or the system does not let us: no harm to the answer.
    }
  }

  /** Ends the process at once, whatever it does. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

/** Backstage's loader of TypeScript talks on the same channel: it says which files to watch. */
function isAnswer(message: unknown): message is QueryAnswer {
  return typeof message === 'object' && message !== null && 'kind' in message;
}

/** From the sources, the process needs what makes Node understand TypeScript; built, nothing. */
function loaderArguments(): string[] {
  if (!queryProcessPath.endsWith('.ts')) {
    return [];
  }
  const require = createRequire(queryProcessPath);
  return [
    '--require',
    // The one that keeps what it made, where a command of the checkout has it.
    process.env.LAKEHOUSE_TRANSFORM ??
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
  ];
}
