import { TableReadError } from '../errors';
import type { FileIO } from '../io';
import { readManifestBytes } from '../manifests/readManifest';
import { statedLength } from '../manifests/statedLength';
import { manifestWarning } from '../manifests/manifestWarning';
import type { ManifestFile, ReadWarning } from '../model';
import { defaultThreads, ScanPool } from '../workers/ScanPool';
import { LostRequestError } from '../workers/ScanThread';
import { ManifestMemory } from './ManifestMemory';
import type { ManifestRollup } from './ManifestRollup';
import type { ManifestScope } from './ManifestScope';
import type { RollupCache } from './RollupCache';
import { rollUpManifest } from './rollUpManifest';
import { rollupKeys } from './rollupKey';

/** Below this many bytes of manifests, starting threads takes longer than reading. */
const MIN_BYTES_FOR_THREADS = 16 * 1024 * 1024;
/** Manifests that a cache is asked for at once. */
const CACHE_BATCH = 64;
/** New rollups that are kept at once: not so many that they pile up, nor so few that a store is asked for each. */
const KEPT_AT_ONCE = 16;
/** Bytes of manifests, as the list states them, that are held at once. */
const MAX_AHEAD_BYTES = 24 * 1024 * 1024;
/** Longest time without letting others have a turn, where no threads are used. */
const SLICE_MS = 8;

/**
 * How many manifests of a snapshot are read at once, where, and what is kept of them.
 * @public
 */
export interface RollUpOptions {
  /** Manifests that are fetched ahead. Default 8. */
  concurrency?: number;
  /**
   * Worker threads. 0: none, everything happens in slices of a few milliseconds on the caller's thread. Default: as many
   * as there are cores, up to four, for manifests of more than 16 MB together; none for less.
   */
  threads?: number;
  /** Keeps what was read of manifests, so that after a commit only new ones are read. */
  cache?: RollupCache;
  /** Tells apart lakehouses that share a cache, whose locations may be the same but mean other files. */
  cacheNamespace?: string;
  signal?: AbortSignal;
}

/**
 * A manifest, and what was found in it or why it could not be read. `key`: under which its rollup is kept, where there
 * is a cache.
 */
export type RolledUp = { manifest: ManifestFile } & (
  | {
      rollup: ManifestRollup;
      key: string;
      isCached: boolean;
      warning?: undefined;
    }
  | { rollup?: undefined; warning: ReadWarning }
);

/** A manifest that was read, or not. */
interface Started {
  /** Throws why it could not be read. */
  rollUp(): Promise<ManifestRollup>;
  /** Instead, where nobody wants it any more. */
  leave(): void;
}

let lastScopeId = 0;

/** Rolls up manifests, in their order. One that cannot be read is left out as a whole, with a warning. */
export async function* rollUpManifests(
  io: FileIO,
  manifests: ManifestFile[],
  scope: ManifestScope,
  options: RollUpOptions,
): AsyncGenerator<RolledUp, void, undefined> {
  const run = new RollUpRun(io, manifests, scope, options);
  for (let start = 0; start < manifests.length; start += CACHE_BATCH)
    yield* run.batch(manifests.slice(start, start + CACHE_BATCH));
}

class RollUpRun {
  readonly #io: FileIO;
  readonly #scope: ManifestScope;
  readonly #options: RollUpOptions;
  readonly #threads: number;
  readonly #keyOf: (manifest: ManifestFile) => string;
  readonly #scopeId = ++lastScopeId;
  readonly #memory = ManifestMemory.shared();
  #lastTurn = performance.now();

  constructor(
    io: FileIO,
    manifests: ManifestFile[],
    scope: ManifestScope,
    options: RollUpOptions,
  ) {
    this.#io = io;
    this.#scope = scope;
    this.#options = options;
    this.#threads = options.threads ?? threadsFor(manifests);
    this.#keyOf = options.cache
      ? rollupKeys(scope, options.cacheNamespace ?? '')
      : () => '';
  }

  async *batch(
    manifests: ManifestFile[],
  ): AsyncGenerator<RolledUp, void, undefined> {
    const { cache, signal } = this.#options;
    const keys = new Map(
      manifests.map(manifest => [manifest, this.#keyOf(manifest)]),
    );
    const known = (await cache?.get([...keys.values()])) ?? new Map();
    const missing = manifests.filter(
      manifest => !known.has(keys.get(manifest) ?? ''),
    );
    const fetched = this.#fetchAhead(missing);
    let fresh = new Map<string, ManifestRollup>();
    const keep = async () => {
      const kept = fresh;
      fresh = new Map();
      if (kept.size > 0) await cache?.set(kept);
    };
    try {
      for (const manifest of manifests) {
        signal?.throwIfAborted();
        const key = keys.get(manifest) ?? '';
        const rollup = known.get(key);
        if (rollup) {
          yield { manifest, rollup, key, isCached: true };
          continue;
        }
        const result = await this.#next(manifest, key, fetched);
        if (cache && result.rollup) fresh.set(key, result.rollup);
        if (fresh.size >= KEPT_AT_ONCE) await keep();
        yield result;
      }
    } finally {
      await fetched.return(undefined);
      await keep();
    }
  }

  async #next(
    manifest: ManifestFile,
    key: string,
    fetched: AsyncGenerator<Started>,
  ): Promise<RolledUp> {
    try {
      const { value } = await fetched.next();
      return { manifest, rollup: await value.rollUp(), key, isCached: false };
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (!(error instanceof TableReadError)) throw error;
      return { manifest, warning: manifestWarning(manifest, error) };
    }
  }

  async *#fetchAhead(
    manifests: ManifestFile[],
  ): AsyncGenerator<Started, void, undefined> {
    const window: Array<{ sizeBytes: number; result: Promise<Started> }> = [];
    const concurrency = this.#options.concurrency ?? 8;
    let held = 0;
    let heldBytes = 0;
    let next = 0;
    const release = (sizeBytes: number) => {
      held--;
      heldBytes -= sizeBytes;
    };
    const fill = () => {
      while (next < manifests.length && window.length < concurrency) {
        const manifest = manifests[next];
        // One whose length nobody knows is read alone.
        const sizeBytes =
          statedLength(manifest.manifestLength) ?? MAX_AHEAD_BYTES;
        if (held > 0 && heldBytes + sizeBytes > MAX_AHEAD_BYTES) return;
        next++;
        held++;
        heldBytes += sizeBytes;
        const result = this.#start(manifest);
        window.push({ sizeBytes, result });
        // Threads have what is next as soon as one of them has finished, whether or not it was its turn.
        if (this.#threads > 0)
          void result.then(() => {
            release(sizeBytes);
            fill();
          });
      }
    };
    try {
      for (fill(); ; fill()) {
        const first = window[0];
        if (!first) break;
        const result = await first.result;
        window.shift();
        if (this.#threads === 0) release(first.sizeBytes);
        yield result;
      }
    } finally {
      next = manifests.length;
      for (const { result } of window) void result.then(({ leave }) => leave());
    }
  }

  /** Never rejects: a rejection that is waited for later than it comes would end the process. */
  async #start(manifest: ManifestFile): Promise<Started> {
    const { signal } = this.#options;
    const into = this.#memory.take(statedLength(manifest.manifestLength));
    const giveBack = () => this.#memory.give(into);
    try {
      signal?.throwIfAborted();
      const bytes = await readManifestBytes(this.#io, manifest, {
        into,
        signal,
      });
      if (this.#threads === 0)
        return {
          rollUp: () => this.#scanHere(bytes, manifest).finally(giveBack),
          leave: giveBack,
        };
      const rollup = await ScanPool.shared().run(
        {
          bytes: inMemory(into, bytes),
          manifest,
          scope: this.#scope,
          scopeId: this.#scopeId,
        },
        this.#threads,
        signal,
      );
      giveBack();
      return { rollUp: async () => rollup, leave: () => {} };
    } catch (error) {
      giveBack();
      // Whoever was before it in the thread took the thread's memory, not it.
      if (error instanceof LostRequestError) return this.#start(manifest);
      return {
        rollUp: async () => {
          throw error;
        },
        leave: () => {},
      };
    }
  }

  async #scanHere(
    bytes: Uint8Array,
    manifest: ManifestFile,
  ): Promise<ManifestRollup> {
    const steps = rollUpManifest(bytes, manifest, this.#scope);
    for (;;) {
      const step = steps.next();
      if (performance.now() - this.#lastTurn > SLICE_MS) {
        await new Promise(resolve => setImmediate(resolve));
        this.#options.signal?.throwIfAborted();
        this.#lastTurn = performance.now();
      }
      if (step.done) return step.value;
    }
  }
}

function threadsFor(manifests: ManifestFile[]): number {
  let bytes = 0;
  for (const { manifestLength = 0n } of manifests)
    bytes += Number(manifestLength);
  return bytes < MIN_BYTES_FOR_THREADS ? 0 : defaultThreads();
}

/** What a FileIO gave in memory of its own: copied where all threads can read it, if it fits. */
function inMemory(
  into: Uint8Array<SharedArrayBuffer> | undefined,
  bytes: Uint8Array,
): Uint8Array {
  if (!into || bytes.buffer === into.buffer || bytes.length > into.length)
    return bytes;
  into.set(bytes);
  return into.subarray(0, bytes.length);
}
