import { availableParallelism } from 'node:os';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import type { ScanRequest } from './ScanMessages';
import { ScanThread } from './ScanThread';

/** More threads than this would leave nothing for others on a large machine either. */
const MAX_THREADS = 4;
const IDLE_MS = 30_000;

/** How many threads are used where nobody says: all cores, up to four. */
export function defaultThreads(): number {
  return Math.min(MAX_THREADS, availableParallelism());
}

interface Waiting {
  request: ScanRequest;
  threads: number;
  /** It no longer waits: a thread finishes what it is at, wanted or not. */
  start(): void;
  resolve(rollup: ManifestRollup): void;
  reject(error: unknown): void;
}

/**
 * Worker threads, started as they are needed, shared by all reads of a process and ended when idle.
 */
export class ScanPool {
  static #shared: ScanPool | undefined;

  /** The pool of this process. */
  static shared(): ScanPool {
    ScanPool.#shared ??= new ScanPool();
    return ScanPool.#shared;
  }

  #threads: ScanThread[] = [];
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param threads - So many may work at once.
   * @param signal - Ends the waiting for a thread.
   */
  run(
    request: ScanRequest,
    threads: number,
    signal?: AbortSignal,
  ): Promise<ManifestRollup> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        request,
        threads,
        start: () => signal?.removeEventListener('abort', leave),
        resolve,
        reject,
      };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', leave);
      this.#next();
    });
  }

  /** Ends idle threads at once; others when they have finished. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const idle = this.#threads.filter(thread => thread.isIdle);
    this.#threads = this.#threads.filter(thread => !thread.isIdle);
    await Promise.all(idle.map(thread => thread.end()));
  }

  #next(): void {
    const [first] = this.#waiting;
    if (!first) return;
    const thread = this.#threadFor(first.threads);
    if (!thread) return;
    this.#waiting.shift();
    first.start();
    clearTimeout(this.#timer);
    thread.run(first.request).then(
      rollup => this.#done(() => first.resolve(rollup)),
      error => this.#done(() => first.reject(error)),
    );
    this.#next();
  }

  #threadFor(threads: number): ScanThread | undefined {
    const busy = this.#threads.filter(thread => !thread.isIdle);
    if (busy.length < threads) {
      const idle = this.#threads.find(thread => thread.isIdle);
      if (idle) return idle;
      const started = new ScanThread(() => this.#next());
      this.#threads.push(started);
      return started;
    }
    return busy.length === threads
      ? busy.find(thread => thread.hasRoom)
      : undefined;
  }

  #done(settle: () => void): void {
    this.#threads = this.#threads.filter(thread => !thread.isEnded);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.close(), IDLE_MS);
    this.#timer.unref();
    settle();
    this.#next();
  }
}
