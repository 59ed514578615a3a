import { Worker } from 'node:worker_threads';
import { LimitExceededError } from '../errors';
import type { ManifestFile } from '../model';
import type { ManifestRollup } from '../rollups/ManifestRollup';
import { reviveError } from './reviveError';
import { SCAN_WORKER, type ScanReply, type ScanRequest } from './ScanMessages';
import { scanWorkerPath } from './scanWorker';

/** Heap of one worker, in MB: a manifest of many partitions takes tens. */
const MAX_HEAP_MB = 512;

/** Unpacked blocks are freed when this is full of what little else the scan makes: in a large one they pile up. */
const MAX_YOUNG_MB = 2;

interface Pending {
  manifest: ManifestFile;
  resolve(rollup: ManifestRollup): void;
  reject(error: unknown): void;
}

/** A request that waited behind one at which its worker ended: nothing is known against it, but its bytes may be gone. */
export class LostRequestError extends Error {}

/**
 * A worker thread that rolls up one manifest at a time, and has the next one at hand when it is nearly done: it does not
 * wait for its result to be taken.
 */
export class ScanThread {
  readonly #worker: Worker;
  readonly #onNearlyDone: () => void;
  /** The first is worked at. */
  #pending: Pending[] = [];
  #isNearlyDone = false;
  #scopeId = -1;
  #isEnded = false;

  constructor(onNearlyDone: () => void) {
    this.#onNearlyDone = onNearlyDone;
    this.#worker = new Worker(scanWorkerPath, {
      workerData: SCAN_WORKER,
      execArgv: execArgv(),
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_HEAP_MB,
        maxYoungGenerationSizeMb: MAX_YOUNG_MB,
      },
    });
    // Idle threads do not keep a program from ending.
    this.#worker.unref();
    this.#worker.on('message', (reply: ScanReply) => this.#settle(reply));
    this.#worker.on('error', error => this.#fail(error));
    this.#worker.on('exit', () =>
      this.#fail(new Error('A scan worker has ended')),
    );
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  get isIdle(): boolean {
    return this.#pending.length === 0;
  }

  /** It would take one more without making it wait for long. */
  get hasRoom(): boolean {
    return this.#isNearlyDone && this.#pending.length === 1;
  }

  run(request: ScanRequest): Promise<ManifestRollup> {
    const { bytes, scopeId, scope } = request;
    return new Promise((resolve, reject) => {
      this.#pending.push({ manifest: request.manifest, resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage(
        { ...request, scope: scopeId === this.#scopeId ? undefined : scope },
        ownMemoryOf(bytes),
      );
      this.#scopeId = scopeId;
    });
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await this.#worker.terminate();
  }

  #settle(reply: ScanReply): void {
    if ('nearlyDone' in reply) {
      this.#isNearlyDone = true;
      this.#onNearlyDone();
      return;
    }
    const pending = this.#pending.shift();
    this.#isNearlyDone = false;
    if (this.isIdle) this.#worker.unref();
    if ('rollup' in reply) pending?.resolve(reply.rollup);
    else pending?.reject(reviveError(reply));
  }

  #fail(error: Error & { code?: string }): void {
    this.#isEnded = true;
    const [pending, ...others] = this.#pending;
    this.#pending = [];
    if (!pending) return;
    const { manifestPath } = pending.manifest;
    pending.reject(
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? new LimitExceededError(
            `${manifestPath} needs more than ${MAX_HEAP_MB} MB of memory to be read`,
            { location: manifestPath, cause: error },
          )
        : error,
    );
    for (const other of others) other.reject(new LostRequestError());
  }
}

/** What has memory of its own need not be copied: a large manifest would be in it twice. */
function ownMemoryOf({ buffer, length }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === length
    ? [buffer]
    : [];
}

/** From sources, in development and tests, a worker needs the same transform as we do; a build is plain JavaScript. */
function execArgv(): string[] {
  return scanWorkerPath.endsWith('.ts')
    ? [
        '--require',
        // The one that keeps what it made, where a command of the checkout has it.
        process.env.LAKEHOUSE_TRANSFORM ??
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ]
    : [];
}
