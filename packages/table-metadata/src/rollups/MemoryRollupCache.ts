import type { ManifestRollup } from './ManifestRollup';
import type { RollupCache } from './RollupCache';
import type { RollupStore } from './RollupStore';
import { deserializeRollup, serializeRollup } from './serializeRollup';
import { rollupBytes } from './rollupBytes';

/** @public */
export interface MemoryRollupCacheOptions {
  /** Memory for rollups, in bytes; the ones that were used longest ago give way. Default 64 MB. */
  maxBytes?: number;
  /** Keeps what memory forgets. */
  store?: RollupStore;
  /** Told when the store fails, which costs time but nothing else. */
  onStoreError?(error: unknown): void;
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/**
 * Rollups in memory, bounded by bytes, in front of a store.
 * @public
 */
export class MemoryRollupCache implements RollupCache {
  readonly #maxBytes: number;
  readonly #store: RollupStore | undefined;
  readonly #onStoreError: (error: unknown) => void;
  /** The one used longest ago first. */
  readonly #rollups = new Map<
    string,
    { rollup: ManifestRollup; sizeBytes: number }
  >();
  #bytes = 0;

  constructor(options: MemoryRollupCacheOptions = {}) {
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#store = options.store;
    this.#onStoreError = options.onStoreError ?? (() => undefined);
  }

  /** Estimated memory that the rollups take. */
  get sizeBytes(): number {
    return this.#bytes;
  }

  /** {@inheritDoc RollupCache.get} */
  async get(keys: string[]): Promise<Map<string, ManifestRollup>> {
    const found = new Map<string, ManifestRollup>();
    const missing: string[] = [];
    for (const key of keys) {
      const known = this.#rollups.get(key);
      if (!known) {
        missing.push(key);
        continue;
      }
      this.#rollups.delete(key);
      this.#rollups.set(key, known);
      found.set(key, known.rollup);
    }
    if (this.#store && missing.length > 0) {
      for (const [key, bytes] of await this.#read(this.#store, missing)) {
        const rollup = deserializeRollup(bytes);
        if (!rollup) continue;
        found.set(key, rollup);
        this.#remember(key, rollup);
      }
    }
    return found;
  }

  /** {@inheritDoc RollupCache.set} */
  async set(rollups: Map<string, ManifestRollup>): Promise<void> {
    for (const [key, rollup] of rollups) this.#remember(key, rollup);
    if (!this.#store) return;
    try {
      await this.#store.write(
        new Map(
          [...rollups].map(([key, rollup]) => [key, serializeRollup(rollup)]),
        ),
      );
    } catch (error) {
      this.#onStoreError(error);
    }
  }

  async #read(
    store: RollupStore,
    keys: string[],
  ): Promise<Map<string, Uint8Array>> {
    try {
      return await store.read(keys);
    } catch (error) {
      this.#onStoreError(error);
      return new Map();
    }
  }

  #remember(key: string, rollup: ManifestRollup): void {
    const sizeBytes = rollupBytes(rollup);
    if (sizeBytes > this.#maxBytes) return;
    this.#bytes += sizeBytes - (this.#rollups.get(key)?.sizeBytes ?? 0);
    this.#rollups.delete(key);
    this.#rollups.set(key, { rollup, sizeBytes });
    for (const [oldest, { sizeBytes: freed }] of this.#rollups) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#rollups.delete(oldest);
      this.#bytes -= freed;
    }
  }
}
