import { availableParallelism } from 'node:os';
import { ScanThread } from './ScanThread';
import type { ScanRequest, ScanResult } from './ScanMessages';

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
  signal?: AbortSignal;
  resolve(result: ScanResult): void;
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

  #idle: ScanThread[] = [];
  #busy = 0;
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param threads - So many may work at once. */
  run(
    request: ScanRequest,
    threads: number,
    signal?: AbortSignal,
  ): Promise<ScanResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, threads, signal, resolve, reject });
      this.#next();
    });
  }

  /** Ends idle threads at once; others when they have finished. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const idle = this.#idle;
    this.#idle = [];
    await Promise.all(idle.map(thread => thread.end()));
  }

  #next(): void {
    const [first] = this.#waiting;
    if (!first || this.#busy >= first.threads) return;
    this.#waiting.shift();
    if (first.signal?.aborted) {
      first.reject(first.signal.reason);
      this.#next();
      return;
    }
    clearTimeout(this.#timer);
    const thread = this.#idle.pop() ?? new ScanThread();
    this.#busy++;
    thread.run(first.request).then(
      result => this.#done(thread, () => first.resolve(result)),
      error => this.#done(thread, () => first.reject(error)),
    );
    this.#next();
  }

  #done(thread: ScanThread, settle: () => void): void {
    this.#busy--;
    if (!thread.isEnded) this.#idle.push(thread);
    this.#timer = setTimeout(() => void this.close(), IDLE_MS);
    this.#timer.unref();
    settle();
    this.#next();
  }
}
